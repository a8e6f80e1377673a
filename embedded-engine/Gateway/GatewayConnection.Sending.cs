using System.Buffers;
using System.IO.Pipelines;
using Genesis.Embedded.Gateway.Codecs;
using Genesis.Embedded.Scheduling;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

// From queued messages to bytes.
internal sealed partial class GatewayConnection
{
    /// <summary>Bytes written before they are handed to the transport.</summary>
    private const int BatchSize = 64 * 1024;

    private readonly OutgoingNames _outgoingNames = new();
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
            else WriteMessage((Message)turn);
        }
        if (CloseReason is not null) _writer.Clear();
    }

    private void Drop(Message message, string reason)
    {
        _metrics.Dropped();
        if (message is OutgoingCall call) call.Call.TryFail(Lost($"{call.Call.Method.DisplayName} of grain {call.Target} was not sent: {reason}", false));
    }

    private void WriteMessage(Message message)
    {
        _metrics.Sent();
        switch (message)
        {
            case OutgoingCall outgoing:
                if (outgoing.Id == 0 || !outgoing.Call.Promise.IsCompleted) WriteCall(outgoing);
                break;
            case IncomingCall incoming:
                WriteAnswer(incoming);
                break;
            case RefusedCall refused:
                WriteError(refused.Id, refused.Reason);
                break;
            case ControlMessage control:
                WriteControl(control);
                break;
            case HandshakeMessage handshake:
                WriteHandshake(handshake);
                break;
        }
    }

    private void WriteHandshake(HandshakeMessage handshake)
    {
        var limit = _writer.Limit;
        _writer.Limit = GatewayProtocol.MostWelcome;
        _writer.BeginFrame();
        _writer.WriteByte((byte)handshake.Kind);
        handshake.Write(_writer);
        _writer.EndFrame();
        _writer.Limit = limit;
    }

    private void WriteCall(OutgoingCall outgoing)
    {
        var call = outgoing.Call;
        ref var header = ref call.Header;
        try
        {
            var method = _outgoingNames.Method(_writer, call.Method);
            var type = _outgoingNames.Type(_writer, outgoing.Target.Type);
            var context = header.Extras?.Context;
            var flags = (outgoing.Id == 0 ? CallFlags.OneWay : 0) | (context is null ? 0 : CallFlags.Context) | (header.Extras?.Cancellation is null ? 0 : CallFlags.Cancellable);
            _writer.BeginFrame();
            _writer.WriteByte((byte)MessageKind.Call);
            _writer.WriteVar(outgoing.Id);
            _writer.WriteByte((byte)flags);
            _writer.WriteVar(method);
            _writer.WriteVar(type);
            if (type == 0) _writer.WriteString(outgoing.Target.Type.ToString());
            _writer.WriteString(outgoing.Target.Key.ToString());
            _writer.WriteVar(header.Deadline == long.MaxValue ? 0 : (ulong)Math.Max(header.Deadline - _engine.Executor.Now, 0) + 1);
            if (context is not null) WriteContext(context);
            call.WriteArguments(_writer);
            _writer.EndFrame();
        }
        catch (Exception exception)
        {
            _writer.DropFrame();
            _pending.Take(outgoing.Id);
            var text = exception is WireValueException ? exception.Message : exception.ToString();
            call.TryFail(new OrleansException($"{call.Method.DisplayName} of grain {outgoing.Target} was not sent: {text}"));
        }
    }

    private void WriteContext(Dictionary<string, object> context)
    {
        _writer.WriteVar((uint)context.Count);
        foreach (var (key, value) in context)
        {
            _writer.WriteString(key);
            try
            {
                WireCodec<object?>.Write(_writer, value);
            }
            catch (WireValueException exception)
            {
                throw new WireValueException($"RequestContext value '{key}': {exception.Message}", exception);
            }
        }
    }

    private void WriteAnswer(IncomingCall incoming)
    {
        var promise = incoming.Call.Promise;
        if (promise.IsCanceled)
        {
            WriteControl(new ControlMessage(MessageKind.Cancelled, incoming.Id));
            return;
        }
        if (promise.Exception is { } failed)
        {
            WriteError(incoming.Id, failed.InnerException!);
            return;
        }
        try
        {
            _writer.BeginFrame();
            _writer.WriteByte((byte)MessageKind.Result);
            _writer.WriteVar(incoming.Id);
            incoming.Call.WriteResult(_writer);
            _writer.EndFrame();
        }
        catch (Exception exception)
        {
            _writer.DropFrame();
            WriteError(incoming.Id, new OrleansException($"{incoming.Call.Method.DisplayName} has run, but its result could not be sent: {exception.Message}"));
        }
    }

    private void WriteError(ulong id, Exception error)
    {
        try
        {
            TryWriteError(id, error);
        }
        catch (Exception exception)
        {
            _writer.DropFrame();
            TryWriteError(id, new OrleansException($"The call failed with {error.GetType().FullName}, which could not be sent: {exception.Message}"));
        }
    }

    private void TryWriteError(ulong id, Exception error)
    {
        _writer.BeginFrame();
        _writer.WriteByte((byte)MessageKind.Error);
        _writer.WriteVar(id);
        ExceptionWire.Write(_writer, error);
        _writer.EndFrame();
    }

    private void WriteControl(ControlMessage control)
    {
        _writer.BeginFrame();
        _writer.WriteByte((byte)control.Kind);
        if (control.Kind is MessageKind.Cancel or MessageKind.Cancelled) _writer.WriteVar(control.Id);
        if (control.Kind is MessageKind.Goodbye or MessageKind.Refusal)
        {
            _writer.WriteString(control.Text ?? "");
            _goodbyeWritten = true;
        }
        _writer.EndFrame();
    }
}
