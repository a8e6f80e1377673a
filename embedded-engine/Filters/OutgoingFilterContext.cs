using Genesis.Embedded.Calls;
using Genesis.Embedded.Proxies;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Filters;

/// <summary>A call on its way out of a grain or a client.</summary>
internal sealed class OutgoingFilterContext(ICallRouter router, IReadOnlyList<IOutgoingGrainCallFilter> filters, GrainReference target, ICall call)
    : FilterContext(call), IOutgoingGrainCallContext
{
    public override object Grain => target;
    public override GrainId TargetId => target.GrainId;
    // The call itself learns its caller only when it is sent.
    public override GrainId? SourceId => SourceContext?.GrainId;
    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    protected override int FilterCount => filters.Count;

    protected override Task RunFilter(int index) => filters[index].Invoke(this);

    protected override async Task<object?> RunCall()
    {
        router.Send(target, Call);
        await Call.Promise;
        return Call.Result;
    }
}
