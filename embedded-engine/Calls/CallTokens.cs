using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Calls;

/// <summary>Carries a caller's cancellation to its callee and back.</summary>
internal static class CallTokens
{
    /// <summary>At sending: a cancelled token fails the call at once; later cancellation fails it when it comes.</summary>
    public static void Watch(ICall call, bool waitForCallee)
    {
        var token = call.Token;
        if (!token.CanBeCanceled) return;
        if (token.IsCancellationRequested)
        {
            call.TryCancel(token);
            return;
        }
        var extras = call.Header.Extra();
        extras.Cancellation = new CancellationTokenSource();
        extras.CallerToken = token.UnsafeRegister(
            static (state, token) =>
            {
                var (call, waitForCallee) = ((ICall, bool))state!;
                if (!waitForCallee) call.TryCancel(token);
                CancelCallee(call);
            },
            (call, waitForCallee));
        if (call.Promise.IsCompleted) extras.CallerToken.Unregister();
    }

    /// <summary>At the start of the method: it sees a token of the call's own, fired by the caller's or, if configured, by the timeout.</summary>
    public static void Attach(Activation activation, ICall call)
    {
        var options = activation.Engine.MessagingOptions;
        var caller = call.Token;
        if (!caller.CanBeCanceled && !options.CancelRequestOnTimeout && call.Header.Extras?.Cancellation is null) return;
        var extras = call.Header.Extra();
        extras.Cancellation ??= new CancellationTokenSource();
        call.Token = extras.Cancellation.Token;
        // Whoever cancels looks for the callee after raising the flag, and this looks for the flag after naming the callee:
        // one of the two sees the other.
        Volatile.Write(ref extras.Callee, activation);
        Interlocked.MemoryBarrier();
        if (extras.IsCancelled) extras.Cancellation.Cancel();
    }

    /// <summary>The callee is in another process: cancellation is sent after the call.</summary>
    public static void AttachRemote(ICall call, IRemoteCallee remote)
    {
        if (call.Header.Extras is not { Cancellation: not null } extras) return;
        Volatile.Write(ref extras.Remote, remote);
        Interlocked.MemoryBarrier();
        if (extras.IsCancelled) remote.CancelRemote();
    }

    /// <summary>Fires the token that the method sees, from any thread. Callbacks of the token are grain code, so they run as a turn of the grain.</summary>
    public static void CancelCallee(ICall call)
    {
        if (call.Header.Extras is not { Cancellation: { } source } extras) return;
        extras.IsCancelled = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref extras.Callee)?.Post(static source => ((CancellationTokenSource)source!).Cancel(), source);
        Volatile.Read(ref extras.Remote)?.CancelRemote();
    }
}
