using System.Collections.Concurrent;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Scheduling;

/// <summary>
/// Times calls out. It knows the activations that were called lately and looks through their calls now and then: sending a call
/// costs one flag, and a callee that blocks its thread cannot hold its callers past their deadline.
/// </summary>
internal sealed class TimeoutSweep
{
    private readonly ConcurrentQueue<Activation> _arrived = new();
    private List<Activation> _watched = [];
    private List<Activation> _kept = [];

    public bool IsEmpty => _arrived.IsEmpty && _watched.Count == 0;

    public void Add(Activation activation) => _arrived.Enqueue(activation);

    /// <summary>Times out what is due. Gives the earliest deadline of the calls that remain, or long.MaxValue.</summary>
    public long Sweep(long now)
    {
        while (_arrived.TryDequeue(out var activation)) _watched.Add(activation);
        var earliest = long.MaxValue;
        _kept.Clear();
        var graph = new WaitGraph(_watched);
        foreach (var activation in _watched)
        {
            var next = SweepOne(activation, now, graph);
            if (next == long.MaxValue && activation.TryUnwatch()) continue;
            _kept.Add(activation);
            earliest = Math.Min(earliest, next);
        }
        (_watched, _kept) = (_kept, _watched);
        return earliest;
    }

    /// <summary>The activations that have calls pending, for the wait-for graph.</summary>
    public Activation[] Watched => [.. _watched, .. _arrived];

    private static long SweepOne(Activation activation, long now, WaitGraph graph)
    {
        var earliest = long.MaxValue;
        foreach (var call in activation.PendingCalls())
        {
            var deadline = call.Header.Deadline;
            if (deadline <= now) CallTimeout.Fail(activation, call, graph);
            else earliest = Math.Min(earliest, deadline);
        }
        return earliest;
    }
}
