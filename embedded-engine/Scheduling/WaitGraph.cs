using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Scheduling;

/// <summary>Who waits for whom: read off the calls that are pending when it is first asked, never kept up to date.</summary>
internal sealed class WaitGraph(IEnumerable<Activation> activations)
{
    private Dictionary<Activation, Edge>? _firstCalls;

    public readonly record struct Edge(Activation? Caller, ICall Call, Activation Target);

    /// <summary>The first call that an activation has sent and that is not answered.</summary>
    public Edge? FirstCallOf(Activation caller)
    {
        if (_firstCalls is null)
        {
            _firstCalls = [];
            foreach (var edge in Edges(activations))
                if (edge.Caller is not null) _firstCalls.TryAdd(edge.Caller, edge);
        }
        return _firstCalls.TryGetValue(caller, out var found) ? found : null;
    }

    /// <summary>Every pending call of the given activations. Racy while the engine runs.</summary>
    public static IEnumerable<Edge> Edges(IEnumerable<Activation> activations) =>
        activations.SelectMany(static target => target.PendingCalls().Select(call => new Edge(call.Header.Caller, call, target)));
}
