using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Scheduling;

/// <summary>Who waits for whom: read off the calls that are pending now, never kept.</summary>
internal static class WaitGraph
{
    public readonly record struct Edge(Activation? Caller, ICall Call, Activation Target);

    /// <summary>Every pending call of the engine. Racy while the engine runs.</summary>
    public static IEnumerable<Edge> All(Catalog catalog) =>
        catalog.All.SelectMany(static target => target.PendingCalls().Select(call => new Edge(call.Header.Caller, call, target)));

    /// <summary>The calls that an activation has sent and that are not answered.</summary>
    public static IEnumerable<Edge> CallsOf(Activation caller) =>
        All(caller.Engine.Catalog).Where(edge => ReferenceEquals(edge.Caller, caller));
}
