using Orleans;

namespace Genesis.Embedded.Filters;

/// <summary>The call filters registered with the silo or the client.</summary>
internal sealed class CallFilters(IEnumerable<IIncomingGrainCallFilter> incoming, IEnumerable<IOutgoingGrainCallFilter> outgoing)
{
    public IReadOnlyList<IIncomingGrainCallFilter> Incoming { get; } = [.. incoming];
    public IReadOnlyList<IOutgoingGrainCallFilter> Outgoing { get; } = [.. outgoing];
    public bool HasIncoming => Incoming.Count > 0;
    public bool HasOutgoing => Outgoing.Count > 0;
}
