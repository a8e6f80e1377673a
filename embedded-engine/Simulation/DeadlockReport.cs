using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Simulating;

/// <summary>Says who waits for whom.</summary>
internal static class DeadlockReport
{
    private const int MostCalls = 20;

    public static bool HasPendingCalls(SimulationLoop loop) => Edges(loop).Any();

    /// <summary>True when everybody who waits is known to wait for a call.</summary>
    public static bool IsCertain(SimulationLoop loop)
    {
        var callers = Edges(loop).Select(static edge => edge.Caller).ToHashSet();
        return callers.Contains(null)
            && loop.Engines.All(engine => engine.Catalog.All.All(activation => activation.RunningCount == 0 || callers.Contains(activation)));
    }

    public static string Describe(SimulationLoop loop)
    {
        var edges = Edges(loop).ToList();
        if (edges.Count == 0)
            return "Deadlock: nothing can run, no timer is due, and the body is not done although no call is pending. It awaits something that nothing in the simulation completes: "
                + "a TaskCompletionSource that nobody sets, or work on another thread (Task.Run, real I/O), which a simulation must not wait for.";
        return $"Deadlock: nothing can run and nothing is due but response timeouts. {Chains(edges)} "
            + "If the timeouts are what the test is about, set SimulationOptions.LetCallsTimeOut.";
    }

    /// <summary>The calls that are pending, for messages.</summary>
    public static string Pending(SimulationLoop loop) => Edges(loop).ToList() is { Count: > 0 } edges ? Chains(edges) : "No call is pending.";

    public static IReadOnlyList<string> Calls(SimulationLoop loop) => [.. Edges(loop).Select(static edge => $"{CallerOf(edge)} waits for {edge.Call.Method.DisplayName} of {edge.Target.GrainId}")];

    /// <summary>The calls that the body has sent to a silo and that are not answered.</summary>
    public static List<(ICall Call, Activation Target)> FromOutside(Engine engine) =>
        [.. WaitGraph.Edges(engine.Catalog.InOrder).Where(static edge => edge.Caller is null).Select(static edge => (edge.Call, edge.Target))];

    private static string Chains(List<WaitGraph.Edge> edges)
    {
        // Calls from outside are where chains begin. In a closed circle there may be none.
        var roots = edges.Where(static edge => edge.Caller is null).ToList();
        if (roots.Count == 0) roots = edges;
        var lines = roots.Take(MostCalls).Select(static edge =>
            $"{(edge.Caller is null ? "The body" : CallerOf(edge))} waits for {edge.Call.Method.DisplayName} of {edge.Target.GrainId}: "
            + CallTimeout.Explain(edge.Target, edge.Call, new WaitGraph(edge.Target.Engine.Catalog.InOrder)));
        var all = edges.Take(MostCalls).Select(static edge => $"{CallerOf(edge)} -> {edge.Call.Method.DisplayName} of {edge.Target.GrainId}");
        return $"{string.Join(' ', lines)} Pending calls ({edges.Count}): {string.Join(", ", all)}.";
    }

    private static string CallerOf(WaitGraph.Edge edge) => edge.Caller is { } caller ? caller.GrainId.ToString() : "the body";

    private static IEnumerable<WaitGraph.Edge> Edges(SimulationLoop loop) =>
        loop.Engines.SelectMany(static engine => WaitGraph.Edges(engine.Catalog.InOrder)).Where(static edge => !edge.Call.Method.IsLocal);
}
