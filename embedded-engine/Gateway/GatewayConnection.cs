using System.Collections.Concurrent;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Proxies;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>
/// One connection between two processes, the same on both ends: either may call what lives on the other. Reading happens on the
/// transport's threads, writing by whoever finds nothing being written, or on the pool; only one writes at a time.
/// </summary>
internal sealed partial class GatewayConnection : IThreadPoolWorkItem
{
    private readonly ConnectionContext _transport;
    private readonly Engine _engine;
    private readonly GatewayLimits _limits;
    private readonly GatewayMetrics _metrics;
    private readonly PendingCalls _pending;
    private readonly ConcurrentDictionary<ulong, IncomingCall> _cancellable = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _closeReason;
    private int _incoming;

    public GatewayConnection(ConnectionContext transport, Engine engine, ReferenceFactory references, GatewayLimits limits, GatewayMetrics metrics)
    {
        (_transport, _engine, _limits, _metrics) = (transport, engine, limits, metrics);
        _pending = new PendingCalls(limits.MaxPendingCalls);
        _reader = new WireReader { References = references };
        _writer = new WireWriter(limits.MaxMessageSize);
        _lastReceived = engine.Executor.Now;
    }

    /// <summary>Who is on the other side, for messages: a client's or a silo's name.</summary>
    public string Peer { get; set; } = "?";

    /// <summary>Completes when the connection is over and everything that waited on it has its answer.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Why it is over; null while it is not.</summary>
    public string? CloseReason => Volatile.Read(ref _closeReason);

    /// <summary>Makes the exception for calls that die with the connection.</summary>
    public Func<string, bool, Exception> Lost { get; set; } = static (reason, _) => new SiloUnavailableException(reason);

    /// <summary>The largest message that the other side takes.</summary>
    public int PeerLimit { set => _writer.Limit = Math.Min(_limits.MaxMessageSize, Math.Max(value, 4096)); }

    /// <summary>Calls sent that are not answered; racy.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>Sends a call to the other side. Its header has context and deadline.</summary>
    public void Send(GrainId target, ICall call)
    {
        var outgoing = new OutgoingCall(this, target, call);
        if (call.Method.IsOneWay)
        {
            Enqueue(outgoing, now: true);
            // Nobody waits for it, but filters may wait for its having been sent.
            call.ReadResult(new WireReader());
            return;
        }
        switch (_pending.Add(outgoing))
        {
            case AddResult.Full:
                _metrics.Rejected();
                call.TryFail(new GatewayTooBusyException(
                    $"{_limits.MaxPendingCalls} calls wait for their answer on the connection to {Peer}, so {call.Method.DisplayName} of grain {target} was not sent. Call again later, or raise {nameof(GatewayOptions)}.{nameof(GatewayOptions.MaxPendingCalls)}."));
                return;
            case AddResult.Closed:
                call.TryFail(Lost($"{call.Method.DisplayName} of grain {target} was not sent: {CloseReason}", false));
                return;
        }
        // A lone caller's message leaves at once; when others are about, theirs go along in one go.
        Enqueue(outgoing, now: _pending.Count <= 1);
        CallTokens.AttachRemote(call, outgoing);
    }

    /// <summary>Tells the other side that the caller has cancelled.</summary>
    public void SendCancel(OutgoingCall call) => Enqueue(new ControlMessage(MessageKind.Cancel, call.Id), now: false);

    /// <summary>Tells the other side why, and closes when it has been told or cannot be.</summary>
    public void CloseWith(string reason)
    {
        if (Interlocked.CompareExchange(ref _goodbye, reason, null) is not null) return;
        Enqueue(new ControlMessage(MessageKind.Goodbye, text: reason), now: false);
    }

    /// <summary>Does not let the other side in, and says why.</summary>
    public void Refuse(string reason)
    {
        if (Interlocked.CompareExchange(ref _goodbye, reason, null) is not null) return;
        Enqueue(new ControlMessage(MessageKind.Refusal, text: reason), now: false);
    }

    /// <summary>Ends the connection. The first reason is the one that counts.</summary>
    public void Close(string reason)
    {
        if (Interlocked.CompareExchange(ref _closeReason, reason, null) is not null) return;
        _transport.Abort(new ConnectionAbortedException(reason));
        foreach (var call in _pending.Close()) call.Call.TryFail(Lost($"{call.Call.Method.DisplayName} of grain {call.Target} was under way and may or may not have run: {reason}", true));
        // Whatever is queued still gets its answer: the writer finds the connection closed.
        Enqueue(new ControlMessage(MessageKind.Goodbye), now: false);
        _closed.TrySetResult();
    }

    /// <summary>Looks after deadlines and signs of life; called again and again by the owner.</summary>
    public void Tick(long now)
    {
        if (_pending.TakeExpired(now) is { } expired)
            foreach (var call in expired) FailExpired(call);
        if (CloseReason is not null) return;
        if (_writingSince is var since and not 0 && now - since > _limits.SendTimeout)
        {
            _metrics.SlowPeer();
            Close($"{Peer} did not take a message for {_limits.SendTimeout} ms: it does not read, or its machine or network hangs.");
            return;
        }
        if (!_isOpen) return;
        var silence = now - Volatile.Read(ref _lastReceived);
        if (silence > _limits.KeepAliveTimeout)
        {
            _metrics.DeadPeer();
            Close($"{Peer} gave no sign of life for {silence} ms.");
        }
        else if (silence > _limits.KeepAlivePeriod && now - _lastPing > _limits.KeepAlivePeriod)
        {
            _lastPing = now;
            Enqueue(new ControlMessage(MessageKind.Ping), now: false);
        }
    }

    private void FailExpired(OutgoingCall call)
    {
        var timeout = TimeSpan.FromMilliseconds(_engine.TimeoutOf(call.Call.Method));
        if (!call.Call.TryFail(new TimeoutException(
            $"Response did not arrive on time in {timeout} for {call.Call.Method.DisplayName} of grain {call.Target}: {Peer} did not answer. Whether it ran is unknown."))) return;
        _engine.Metrics.TimedOut(call.Call.Method);
        if (_limits.CancelOnTimeout && call.Call.Method.TokenIndex >= 0) SendCancel(call);
    }
}
