using System.Reflection;
using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Genesis.Embedded.Filters;

/// <summary>What the contexts of both directions share: the call, its result, and the walk through the filters.</summary>
internal abstract class FilterContext(ICall call) : IGrainCallContext
{
    private CallInvokable? _request;
    private Response? _response;
    private int _next;

    protected ICall Call { get; } = call;

    public IInvokable Request => _request ??= new CallInvokable(Call, Target);
    public abstract object Grain { get; }
    public virtual GrainId? SourceId => Call.Header.Caller?.GrainId;
    public abstract GrainId TargetId { get; }
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(WireName.OfType(Call.Method.InterfaceType));
    public string InterfaceName => Call.Method.InterfaceType.FullName ?? Call.Method.InterfaceType.Name;
    public string MethodName => Call.Method.Name;
    public MethodInfo InterfaceMethod => Call.Method.Info;

    /// <summary>The result that the filters see; null while there is none.</summary>
    public virtual object? Result
    {
        get => _response?.Result;
        set => _response = Response.FromResult(value);
    }

    public Response? Response
    {
        get => _response;
        set => _response = value;
    }

    protected virtual object? Target => null;

    protected abstract int FilterCount { get; }

    protected abstract Task RunFilter(int index);

    /// <summary>The name of a filter, for messages.</summary>
    protected abstract string FilterName(int index);

    /// <summary>After the last filter: the call itself, which sets the response. Its exception passes through the filters.</summary>
    protected abstract Task RunCall();

    public async Task Invoke()
    {
        var index = _next++;
        try
        {
            if (index >= FilterCount)
            {
                await RunCall();
                return;
            }
            await RunFilter(index);
            if (_response is null)
                throw new InvalidOperationException(
                    $"The call filter {FilterName(index)} left {Call.Method.DisplayName} without a response. A filter must await context.Invoke() or set context.Result or context.Response.");
        }
        finally
        {
            // A filter may invoke the rest again, for instance to retry.
            _next = index;
        }
    }

    /// <summary>Runs everything and gives what the filters left as the result.</summary>
    public async ValueTask<object?> Run()
    {
        await Invoke();
        // A failed response throws when its result is asked for.
        return _response!.Result;
    }
}
