using Genesis.Simulations.Scheduling;

namespace Genesis.Simulations.Grains;

/// <summary>Describes the pending calls of the simulation's silo.</summary>
internal sealed class DeadlockReport : IWaitReport
{
    private const int MaxCalls = 20;

    /// <summary>The silo that runs. Null when there is none.</summary>
    public SiloRuntime? Silo { get; set; }

    public bool HasPendingCalls => Silo?.Pending.Any == true;

    public bool CanCollect =>
        Silo is { State: SiloState.Running } silo && silo.Catalog.All.Any(static activation => activation.IsCollectable);

    public bool IsCertain
    {
        get
        {
            if (Silo is not { } silo) return false;
            var callers = silo.Pending.All.Select(static call => call.Caller).ToHashSet();
            return callers.Contains(null)
                && silo.Catalog.All.All(activation => activation.Requests.RunningCount == 0 || callers.Contains(activation));
        }
    }

    public string DescribeDeadlock() => HasPendingCalls
        ? $"Deadlock: nothing can run and nothing is due but response timeouts. {Chains(Silo!)} If the timeouts are the subject of "
            + $"the test, set SimulationOptions.LetCallsTimeOut."
        : "Deadlock: nothing can run, no timer is due, and the body is not done although no call is pending. The body awaits "
            + "something that nothing in the simulation completes: "
            + "a TaskCompletionSource that nobody sets, or work on another thread (Task.Run, real I/O), which a simulation must not "
                + "wait for.";

    public string DescribePending() => HasPendingCalls ? Chains(Silo!) : "No call is pending.";

    /// <summary>The pending calls, one description each.</summary>
    public IReadOnlyList<string> Calls() =>
        Silo is { } silo ? [.. silo.Pending.All.Select(static call => $"{CallerOf(call)} waits for {call.Name} of {call.Target}")] : [];

    private static string Chains(SiloRuntime silo)
    {
        var graph = new WaitGraph(silo);
        // Chains begin with calls from outside. A closed circle may have none.
        var roots = graph.Calls.Where(static call => call.Caller is null).ToList();
        if (roots.Count == 0) roots = [.. graph.Calls];
        var lines = roots.Take(MaxCalls).Select(call =>
            $"{(call.Caller is null ? "The body" : CallerOf(call))} waits for {call.Name} of {call.Target}: "
                + CallTimeout.Explain(call, graph));
        var all = graph.Calls.Take(MaxCalls).Select(static call => $"{CallerOf(call)} -> {call.Name} of {call.Target}");
        return $"{string.Join(' ', lines)} Pending calls ({graph.Calls.Count}): {string.Join(", ", all)}.";
    }

    private static string CallerOf(Call call) => call.Caller is { } caller ? caller.GrainId.ToString() : "the body";
}
