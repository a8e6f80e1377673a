namespace Genesis.Silo.Demo;

/// <summary>The last latencies of something. Safe from any thread.</summary>
internal sealed class LatencySample
{
    private const int Kept = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _last = new();

    public void Add(TimeSpan latency)
    {
        if (latency < TimeSpan.Zero) return;
        lock (_gate)
        {
            if (_last.Count == Kept) _last.Dequeue();
            _last.Enqueue(latency);
        }
    }

    /// <summary>Half of the last were no longer than the first, all but a hundredth no longer than the second; null before there are any.</summary>
    public (TimeSpan P50, TimeSpan P99)? Read()
    {
        TimeSpan[] sorted;
        lock (_gate) sorted = [.. _last];
        if (sorted.Length == 0) return null;
        Array.Sort(sorted);
        return (sorted[sorted.Length / 2], sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)]);
    }
}
