using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>A call on its way through the outgoing filters to the silo.</summary>
internal sealed class OutgoingCall<TResult>(
    CallSender sender, GrainReference reference, IInvokable request, InvokeMethodOptions options, IOutgoingGrainCallFilter[] filters)
        : IOutgoingGrainCallContext
{
    private int _stage;

    public IInvokable Request => request;

    public object Grain => reference;

    public MethodInfo InterfaceMethod => request.GetMethod();

    public object? Result
    {
        get => TypedResult;
        set => TypedResult = (TResult?)value;
    }

    public Response? Response { get; set; }

    public TResult? TypedResult
    {
        get => Response!.GetResult<TResult>();
        set => Response = Response.FromResult(value);
    }

    public IGrainContext? SourceContext { get; } = sender.Current;

    public GrainId? SourceId => SourceContext?.GrainId;

    public GrainId TargetId => reference.GrainId;

    public GrainInterfaceType InterfaceType => reference.InterfaceType;

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public async Task Invoke()
    {
        // A filter may call this more than once, so every call ends at the stage where it began.
        var stage = _stage;
        if (stage > filters.Length + 1)
            throw new InvalidOperationException($"A call filter of {InterfaceName}.{MethodName} called Invoke() after the call.");
        try
        {
            if (FilterOf(stage) is { } filter)
            {
                _stage = stage + 1;
                await filter.Invoke(this);
                if (Response is null)
                    throw new InvalidOperationException(
                        $"OutgoingCall.{nameof(Invoke)}() invoked a broken filter: {filter.GetType().Name}.");
                return;
            }
            _stage = filters.Length + 2;
            Response = await sender.SendForResponse(reference, request, options);
        }
        finally
        {
            _stage = stage;
        }
    }

    private IOutgoingGrainCallFilter? FilterOf(int stage) =>
        stage < filters.Length ? filters[stage] : stage == filters.Length ? request as IOutgoingGrainCallFilter : null;
}
