using System.Buffers;
using System.IO.Pipelines;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Gateway;

// The queue of messages, and who writes it when.
internal sealed partial class GatewayConnection
{
    /// <summary>Bytes written before they are handed to the transport.</summary>
    private const int BatchSize = 64 * 1024;

    private readonly WireWriter _writer;
    private Inbox _outbox = Inbox.Create();
    private ITurn? _batch;
    private string? _goodbye;
    private long _writingSince;
    private long _lastPing;

    /// <summary>The answer of a call that came in is there.</summary>
    public void Answer(IncomingCall incoming)
    {
        var others = Interlocked.Decrement(ref _incoming);
        if (incoming.Call.Method.TokenIndex >= 0) _cancellable.TryRemove(incoming.Id, out _);
        if (incoming.Id != 0) Enqueue(incoming, now: others == 0);
    }

    public void SendHandshake(MessageKind kind, Action<WireWriter> write) => Enqueue(new HandshakeMessage(kind, write), now: true);

    /// <summary>Queues a message; writes it now if nobody else is writing and it is wanted soon, else on the pool with what comes meanwhile.</summary>
    private void Enqueue(Message message, bool now)
    {
        if (_outbox.Count > _limits.MaxQueuedMessages && CloseReason is null)
        {
            _metrics.SlowPeer();
            Close($"{Peer} is too slow: more than {_limits.MaxQueuedMessages} messages wait to be sent to it.");
        }
        if (!_outbox.Push(message)) return;
        if (now) Write(inline: true);
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => Write(inline: false);

    /// <summary>Writes until nothing is queued. A caller that lends its thread does one round; the pool does the rest.</summary>
    private void Write(bool inline)
    {
        for (var round = 0; ; round++)
        {
            if (_batch is null && (_batch = _outbox.TakeAll(out _)) is null)
            {
                if (_outbox.TryIdle()) return;
                continue;
            }
            if (inline && round > 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
            WriteBatch();
            if (_writer.Position == 0) continue;
            var flushing = Flush();
            if (!flushing.IsCompleted)
            {
                Volatile.Write(ref _writingSince, Math.Max(_engine.Executor.Now, 1));
                // The thread may be a grain's or an application's: what follows must not come back to it.
                ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Connection.WriteLater(state.Flushing), (Connection: this, Flushing: flushing), preferLocal: false);
                return;
            }
            AfterFlush(flushing);
        }
    }

    private async Task WriteLater(ValueTask<FlushResult> flushing)
    {
        try
        {
            await flushing;
        }
        catch (Exception exception)
        {
            Close($"the connection broke: {exception.Message}");
        }
        Volatile.Write(ref _writingSince, 0);
        AfterFlush(default);
        Write(inline: false);
    }

    private ValueTask<FlushResult> Flush()
    {
        try
        {
            var output = _transport.Transport.Output;
            output.Write(_writer.Written);
            return output.FlushAsync();
        }
        catch (Exception exception)
        {
            Close($"the connection broke: {exception.Message}");
            return default;
        }
    }

    private void AfterFlush(ValueTask<FlushResult> flushed)
    {
        _writer.Clear();
        if (flushed.IsFaulted || flushed.IsCanceled || (flushed.IsCompletedSuccessfully && flushed.Result.IsCompleted))
            Close($"{Peer} closed the connection.");
        else if (Volatile.Read(ref _goodbye) is { } reason && _goodbyeWritten)
            Close(reason);
    }

    private bool _goodbyeWritten;

    private void WriteBatch()
    {
        while (_batch is { } turn && _writer.Position < BatchSize)
        {
            _batch = turn.Next;
            turn.Next = null;
            if (CloseReason is { } reason) Drop((Message)turn, reason);
            else WriteSafely((Message)turn);
        }
        if (CloseReason is not null) _writer.Clear();
    }

    private void Drop(Message message, string reason)
    {
        _metrics.Dropped();
        // Looked at, so that an error nobody gets is not reported as one that nobody handled.
        if (message is IncomingCall incoming) _ = incoming.Call.Promise.Exception;
        if (message is OutgoingCall call) call.Call.TryFail(Lost($"{call.Call.Method.DisplayName} of grain {call.Target} was not sent: {reason}", false));
    }

    /// <summary>What a message throws that is not its own affair ends the connection, not the process.</summary>
    private void WriteSafely(Message message)
    {
        try
        {
            WriteMessage(message);
        }
        catch (Exception exception)
        {
            _writer.DropFrame();
            Close($"a message could not be written: {exception.Message}");
            Drop(message, CloseReason!);
        }
    }
}
