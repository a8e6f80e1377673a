using Genesis.Embedded.Activations;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Calls;

/// <summary>What the engine keeps about every call, whatever its result type. Every call pays for each byte of it.</summary>
internal struct CallHeader
{
    private const int PlaceBits = 2;
    private const int DepthBits = 22;
    private const ulong PlaceMask = (1UL << PlaceBits) - 1;
    private const ulong DepthMask = ((1UL << DepthBits) - 1) << PlaceBits;
    private const long Never = (1L << (64 - PlaceBits - DepthBits)) - 1;

    /// <summary>Next call or turn in the one list that holds it.</summary>
    public ITurn? Next;

    /// <summary>The activation whose turn sent the call; null for a caller outside any grain.</summary>
    public Activation? Caller;

    /// <summary>What few calls have; null for the others.</summary>
    public CallExtras? Extras;

    // Deadline (40 bits), depth (22 bits) and place (2 bits). Written by whoever has the call at the time, one after the other.
    private ulong _packed;

    /// <summary>Engine time (ms) at which the caller gives up; long.MaxValue for never.</summary>
    public long Deadline
    {
        readonly get => (long)(_packed >> (PlaceBits + DepthBits)) is var value && value == Never ? long.MaxValue : value;
        set => _packed = (_packed & (PlaceMask | DepthMask)) | ((ulong)Math.Min(value, Never) << (PlaceBits + DepthBits));
    }

    /// <summary>See <see cref="ITurn.Depth"/>; stops counting at four million.</summary>
    public int Depth
    {
        readonly get => (int)((_packed & DepthMask) >> PlaceBits);
        set => _packed = (_packed & ~DepthMask) | (((ulong)value << PlaceBits) & DepthMask);
    }

    /// <summary>See <see cref="CallPlace"/>.</summary>
    public CallPlace Place
    {
        readonly get => (CallPlace)(_packed & PlaceMask);
        set => _packed = (_packed & ~PlaceMask) | (ulong)value;
    }

    public CallExtras Extra() => Extras ?? Interlocked.CompareExchange(ref Extras, new CallExtras(), null) ?? Extras;
}

/// <summary>Where a call is on its way through an activation.</summary>
internal enum CallPlace : byte
{
    /// <summary>In the inbox, or in the middle of its synchronous part.</summary>
    Inbox,

    /// <summary>Waits until the calls that run allow it.</summary>
    Waiting,

    /// <summary>Its method has returned a task that is not done.</summary>
    Running,

    /// <summary>Has left the list it was in.</summary>
    Left,
}

/// <summary>The parts that few calls need, kept out of the others' memory.</summary>
internal sealed class CallExtras
{
    /// <summary>Values of RequestContext that travel with the call.</summary>
    public Dictionary<string, object>? Context;

    /// <summary>Takes the outcome instead of the task, for a caller in another process.</summary>
    public ICallSink? Sink;

    /// <summary>Cancels the token that the callee sees.</summary>
    public CancellationTokenSource? Cancellation;

    /// <summary>The token is to be cancelled; seen at the start of the method if it has not started yet.</summary>
    public volatile bool IsCancelled;

    /// <summary>Who runs the method whose token this is; null before it starts.</summary>
    public Activation? Callee;

    /// <summary>Watches the caller's token.</summary>
    public CancellationTokenRegistration CallerToken;

    /// <summary>Where the call was sent, when its callee is in another process.</summary>
    public IRemoteCallee? Remote;

    /// <summary>Timestamp of sending, when the latency is measured.</summary>
    public long Sent;
}

/// <summary>Receives the outcome of a call whose caller is not in this process.</summary>
internal interface ICallSink
{
    /// <summary>Called once, on any thread, when the call has its result or error.</summary>
    void OnCompleted(ICall call);
}

/// <summary>The far end of a call to another process.</summary>
internal interface IRemoteCallee
{
    /// <summary>The caller has cancelled the call: the callee is to be told.</summary>
    void CancelRemote();
}
