using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>One call of a grain's or observer's method, from the caller to the answer.</summary>
internal abstract class Call(IInvokable request, GrainId target, InvokeMethodOptions options)
{
    public IInvokable Request { get; } = request;

    public GrainId Target { get; } = target;

    public InvokeMethodOptions Options { get; } = options;

    public GrainInterfaceType Interface { get; init; }

    /// <summary>The grain that calls. Null for code outside grains.</summary>
    public Activation? Caller { get; set; }

    /// <summary>The RequestContext of the caller.</summary>
    public Dictionary<string, object>? Context { get; set; }

    /// <summary>The chain of calls that may re-enter its grains. Empty for none.</summary>
    public Guid ReentrancyId { get; set; }

    /// <summary>True for the ticks of a grain's timers: they are never forwarded to another activation.</summary>
    public bool IsLocalOnly { get; init; }

    /// <summary>True when the call counts as use of the grain.</summary>
    public bool KeepsAlive { get; init; } = true;

    public bool IsAlwaysInterleave { get; init; } = (options & InvokeMethodOptions.AlwaysInterleave) != 0;

    public bool IsReadOnly { get; } = (options & InvokeMethodOptions.ReadOnly) != 0;

    public bool IsOneWay { get; } = (options & InvokeMethodOptions.OneWay) != 0;

    /// <summary>The activation that the call has come to.</summary>
    public Activation? At { get; set; }

    public CallPlace Place { get; set; }

    /// <summary>Counts how often the call was sent on by an activation that ended.</summary>
    public int Forwards { get; set; }

    /// <summary>The call's entry among the pending calls. Null for one-way calls.</summary>
    public PendingCall? Pending { get; set; }

    public abstract bool IsCompleted { get; }

    /// <summary>The method's name for messages.</summary>
    public string Name => $"{Request.GetInterfaceType().Name}.{Request.GetMethodName()}";

    /// <summary>Hands the answer to the caller. False when the caller has an answer already.</summary>
    public bool TryComplete(Response response)
    {
        if (IsCompleted) return false;
        Pending?.Remove();
        Complete(response);
        return true;
    }

    /// <summary>Hands an exception to the caller. False when the caller has an answer already.</summary>
    public bool TryFail(Exception exception) => TryComplete(Response.FromException(exception));

    protected abstract void Complete(Response response);
}
