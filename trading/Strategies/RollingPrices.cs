using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Genesis.Trading;

/// <summary>
/// The prices within a window, with their sums. Immutable; adding costs the same however long the window is. Sums are of the differences to the first price ever,
/// which stay small, so that decimals hold them exactly.
/// </summary>
/// <param name="Origin">The first price ever.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Count">How many.</param>
/// <param name="Sum">Of the differences to the origin.</param>
/// <param name="Squares">Of the squares of the differences.</param>
/// <param name="IsFull">Whether the window has been filled once.</param>
public sealed record RollingPrices(decimal Origin, ImmutableQueue<PricePoint> Points, int Count, decimal Sum, decimal Squares, bool IsFull)
{
    // A window in time is bounded as well: beyond it the oldest go.
    private const int Most = 100_000;

    /// <summary>None.</summary>
    public static RollingPrices Empty { get; } = new(0, [], 0, 0, 0, false);

    /// <summary>The mean; 0 when there are none.</summary>
    [JsonIgnore]
    public decimal Mean => Count == 0 ? 0 : Origin + (Sum / Count);

    /// <summary>The variance; 0 when there are none.</summary>
    [JsonIgnore]
    public decimal Variance
    {
        get
        {
            if (Count == 0) return 0;
            var mean = Sum / Count;
            return Math.Max(0, (Squares / Count) - (mean * mean));
        }
    }

    /// <summary>With one price more, and without those that the window has left behind.</summary>
    public RollingPrices Add(Window window, PricePoint point)
    {
        var origin = Count == 0 ? point.Price : Origin;
        var difference = point.Price - origin;
        var (points, count, sum, squares, full) = (Points.Enqueue(point), Count + 1, Sum + difference, Squares + (difference * difference), IsFull);
        if (Count == 0) (points, count, sum, squares) = (ImmutableQueue.Create(point), 1, 0, 0);
        while (count > 1 && (window.Ticks > 0 ? count > window.Ticks : points.Peek().Time <= point.Time - window.Time || count > Most))
        {
            points = points.Dequeue(out var oldest);
            var gone = oldest.Price - origin;
            (count, sum, squares, full) = (count - 1, sum - gone, squares - (gone * gone), full || window.Ticks == 0);
        }
        return new(origin, points, count, sum, squares, full || count == window.Ticks);
    }
}
