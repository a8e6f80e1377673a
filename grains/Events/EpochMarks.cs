using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>What was handled of one epoch of a source, as a checkpoint keeps it.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="UpTo">All numbers up to this one.</param>
/// <param name="Above">Numbers above it, ascending, with gaps between the ranges.</param>
/// <param name="Forgotten">Up to here, what is neither below <paramref name="UpTo"/> nor in <paramref name="Above"/> may have been handled.</param>
[GenerateSerializer, Immutable, Alias("Genesis.EpochMarks")]
public sealed record EpochMarks(
    [property: Id(0)] long Epoch, [property: Id(1)] long UpTo, [property: Id(2)] ImmutableArray<NumberRange> Above, [property: Id(3)] long Forgotten)
{
    /// <summary>Whether all numbers of a range were handled.</summary>
    public bool Contains(NumberRange range)
    {
        if (range.To <= UpTo)
            return true;
        var (low, high) = (0, Above.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Above[middle].To < range.From)
                low = middle + 1;
            else if (Above[middle].From > range.From)
                high = middle - 1;
            else
                return range.To <= Above[middle].To;
        }
        return false;
    }
}
