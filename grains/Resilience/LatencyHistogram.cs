using System.Collections.Immutable;
using System.Numerics;

namespace Genesis.Resilience;

/// <summary>
/// Latencies in buckets that grow with the latency: four to a doubling, from 1 µs to 134 s, 436 bytes. A quantile read from it is at most a quarter too high.
/// Recording is a plain increment from any thread: two at the same instant may count as one.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int PerDoubling = 4;
    private const int Doublings = 27;
    private const long TicksPerUnit = TimeSpan.TicksPerMicrosecond;

    private readonly int[] _buckets = new int[(Doublings * PerDoubling) + 1];

    /// <summary>Counts a latency.</summary>
    public void Record(TimeSpan latency) => _buckets[Bucket(latency.Ticks)]++;

    /// <summary>How many are in it.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            foreach (var bucket in _buckets) count += bucket;
            return count;
        }
    }

    /// <summary>The latency that a share <paramref name="quantile"/> of those recorded does not exceed; zero when there are none.</summary>
    public TimeSpan Quantile(double quantile) => Quantile(_buckets, quantile);

    /// <summary>What was recorded, to be added to others and read with <see cref="Quantile(ImmutableArray{int}, double)"/>.</summary>
    public ImmutableArray<int> Buckets => [.. _buckets];

    /// <summary>The same of buckets that were added up.</summary>
    public static TimeSpan Quantile(ImmutableArray<int> buckets, double quantile) => Quantile(buckets.AsSpan(), quantile);

    private static TimeSpan Quantile(ReadOnlySpan<int> buckets, double quantile)
    {
        long count = 0;
        foreach (var bucket in buckets) count += bucket;
        var rank = Math.Max(1, (long)Math.Ceiling(count * quantile));
        long seen = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            seen += buckets[i];
            if (seen >= rank) return UpperBound(i);
        }
        return TimeSpan.Zero;
    }

    /// <summary>Makes what was recorded count half.</summary>
    public void Decay()
    {
        for (var i = 0; i < _buckets.Length; i++) _buckets[i] >>= 1;
    }

    /// <summary>The bucket of a latency in ticks: 0 below 1 µs, then the place of the leading bit and the two bits after it.</summary>
    private static int Bucket(long ticks)
    {
        if (ticks < TicksPerUnit) return 0;
        // In quarters of a unit, so that there are two bits below the leading one.
        var quarters = (ulong)ticks * PerDoubling / TicksPerUnit;
        var power = BitOperations.Log2(quarters);
        var bucket = ((power - 2) * PerDoubling) + (int)((quarters >> (power - 2)) & 3) + 1;
        return Math.Min(bucket, Doublings * PerDoubling);
    }

    private static TimeSpan UpperBound(int bucket)
    {
        if (bucket == 0) return TimeSpan.FromTicks(TicksPerUnit);
        var (power, part) = Math.DivRem(bucket - 1, PerDoubling);
        return TimeSpan.FromTicks((long)(5 + part) * TicksPerUnit * (1L << power) / PerDoubling);
    }
}
