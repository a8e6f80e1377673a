using System.Collections.Concurrent;

namespace Genesis.Benchmarks.Components;

/// <summary>Counts the events that it handles.</summary>
internal sealed class CountingComponent : Component
{
    private static readonly ConcurrentBag<CountingComponent> All = [];

    private long _trades;

    public CountingComponent() => All.Add(this);

    /// <summary>Trades handled by all of them.</summary>
    public static long Handled() => All.Sum(static component => Volatile.Read(ref component._trades));

    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        if (happened.Key is null) Volatile.Write(ref _trades, _trades + 1);
        return default;
    }
}
