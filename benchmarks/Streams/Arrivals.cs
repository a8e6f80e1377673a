using System.Collections.Concurrent;

namespace Genesis.Benchmarks.Streams;

/// <summary>The events that consumers have had, found by key from every silo of the process.</summary>
internal sealed class Arrivals
{
    private static readonly ConcurrentDictionary<string, Arrivals> All = new();
    private TaskCompletionSource _done = new();
    private long _expected;
    private long _count;
    private long _last;
    private ConcurrentQueue<double>? _latencies;

    public static Arrivals Of(string key) => All.GetOrAdd(key, static _ => new Arrivals());

    /// <summary>True when an event came before one that was produced earlier. Only for a single consumer.</summary>
    public bool OutOfOrder { get; private set; }

    /// <summary>Completes when so many events have come.</summary>
    public Task Expect(long events, bool latencies = false)
    {
        (_count, _last, OutOfOrder, _expected) = (0, long.MinValue, false, events);
        _latencies = latencies ? new() : null;
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _done.Task;
    }

    public void Add(Tick tick, bool single)
    {
        if (_latencies is { } latencies) latencies.Enqueue(TimeProvider.System.GetElapsedTime(tick.ProducedAt).TotalMicroseconds);
        if (single)
        {
            if (tick.Number < _last) OutOfOrder = true;
            _last = tick.Number;
        }
        var events = 1;
        if (tick.Others is { } others)
            foreach (var other in others)
                if (other.Number <= tick.Number) events++;
        if (Interlocked.Add(ref _count, events) == _expected) _done.SetResult();
    }

    /// <summary>The half and the 99th of 100 of the latencies, in microseconds.</summary>
    public (double P50, double P99) Percentiles()
    {
        var sorted = _latencies!.Order().ToArray();
        return (sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }
}
