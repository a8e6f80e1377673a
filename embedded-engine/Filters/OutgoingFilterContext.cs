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

    protected override string FilterName(int index) => Reflect.Name(filters[index].GetType());

    private readonly CancellationToken _token = call.Token;
    private bool _isSent;

    protected override async Task RunCall()
    {
        var sending = _isSent ? Again() : Call;
        _isSent = true;
        router.Send(target, sending);
        await sending.Promise;
        Result = sending.Result;
    }

    /// <summary>A call is sent once and answered once; a filter that tries again needs another of the same method and arguments.</summary>
    private ICall Again()
    {
        var again = (ICall)Activator.CreateInstance(Call.GetType())!;
        for (var i = 0; i < Call.Method.Parameters.Length; i++) again.SetArgument(i, Call.GetArgument(i));
        again.Token = _token;
        return again;
    }
}
