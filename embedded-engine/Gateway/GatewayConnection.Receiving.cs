using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Gateway.Codecs;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

// From bytes to calls and answers.
internal sealed partial class GatewayConnection
{
    private readonly IncomingNames _incomingNames = new();
    private readonly WireReader _reader;
    private byte[] _copied = [];
    private long _lastReceived;
    private int _incomingLimit = GatewayProtocol.MostHello;
    private Func<MessageKind, WireReader, bool>? _handshake;

    /// <summary>The handshake is over; until then its own deadline counts, not signs of life.</summary>
    private volatile bool _isOpen;

    /// <summary>Reads until the connection ends; to be started on the pool. The first messages go to the handshake, until it says that it is done.</summary>
    /// <param name="handshake">Takes a message; true when it was the last of the handshake.</param>
    /// <param name="largest">The largest message during the handshake.</param>
    public async Task Read(Func<MessageKind, WireReader, bool> handshake, int largest)
    {
        (_handshake, _incomingLimit) = (handshake, largest);
        var input = _transport.Transport.Input;
        var reason = "the other side closed the connection";
        try
        {
            while (CloseReason is null)
            {
                var result = await input.ReadAsync();
                var buffer = result.Buffer;
                Volatile.Write(ref _lastReceived, _engine.Executor.Now);
                while (CloseReason is null && _goodbye is null && TakeFrame(ref buffer)) { }
                // After a goodbye nothing is listened to any more, but what comes must not clog the connection.
                if (_goodbye is not null) buffer = buffer.Slice(buffer.End);
                input.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted || result.IsCanceled) break;
            }
        }
        catch (WireFormatException exception)
        {
            _metrics.Malformed();
            reason = $"{Peer} sent what the protocol does not allow: {exception.Message}";
            CloseWith(reason);
            await Drain(input);
        }
        catch (Exception exception)
        {
            reason = $"the connection broke: {exception.Message}";
        }
        Close(_goodbye ?? reason);
        await _transport.DisposeAsync();
    }

    /// <summary>Lets the goodbye out before the connection is cut; the owner's tick or the other side ends the wait.</summary>
    private async Task Drain(System.IO.Pipelines.PipeReader input)
    {
        try
        {
            await Closed.WaitAsync(TimeSpan.FromSeconds(1), _engine.Time);
        }
        catch (TimeoutException)
        {
            // The other side does not even take a goodbye.
        }
    }

    /// <summary>Handles the first complete message of the buffer and cuts it off; false when there is none.</summary>
    private bool TakeFrame(ref ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < 4) return false;
        var length = LengthOf(buffer);
        if (length <= 0 || length > _incomingLimit)
            throw new WireFormatException($"a message of {length} bytes, and the limit is {_incomingLimit}.");
        if (buffer.Length < 4 + length) return false;
        var frame = buffer.Slice(4, length);
        if (frame.IsSingleSegment && MemoryMarshal.TryGetArray(frame.First, out var array))
        {
            _reader.Reset(array.Array!, array.Offset, array.Count);
        }
        else
        {
            if (_copied.Length < length || _copied.Length > 1024 * 1024) _copied = new byte[Math.Max(length, 4096)];
            frame.CopyTo(_copied);
            _reader.Reset(_copied, 0, length);
        }
        buffer = buffer.Slice(frame.End);
        Handle();
        return true;
    }

    private static int LengthOf(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.FirstSpan.Length >= 4) return BinaryPrimitives.ReadInt32LittleEndian(buffer.FirstSpan);
        Span<byte> bytes = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    private void Handle()
    {
        var kind = (MessageKind)_reader.ReadByte();
        _metrics.Received();
        if (_handshake is { } handshake)
        {
            if (!handshake(kind, _reader)) return;
            _handshake = null;
            _isOpen = true;
            _incomingLimit = _limits.MaxMessageSize;
            return;
        }
        switch (kind)
        {
            case MessageKind.Call:
                HandleCall();
                break;
            case MessageKind.Result:
                HandleResult();
                break;
            case MessageKind.Error:
                HandleError();
                break;
            case MessageKind.Cancelled:
                TakePending(_reader.ReadVar64())?.Call.TryCancel(new CancellationToken(true));
                break;
            case MessageKind.Cancel:
                HandleCancel(_reader.ReadVar64());
                break;
            case MessageKind.Method:
                _incomingNames.AddMethod(_reader);
                break;
            case MessageKind.GrainType:
                _incomingNames.AddType(_reader);
                break;
            case MessageKind.Ping:
                Enqueue(new ControlMessage(MessageKind.Pong), now: false);
                break;
            case MessageKind.Pong:
                break;
            case MessageKind.Goodbye:
                Close($"{Peer} closed the connection: {_reader.ReadText()}");
                break;
            default:
                throw new WireFormatException($"a message of the unknown kind {(int)kind}.");
        }
    }

    private void HandleCall()
    {
        var id = _reader.ReadVar64();
        var flags = (CallFlags)_reader.ReadByte();
        var method = _incomingNames.Method(_reader.ReadVar32(), out var name);
        var type = _incomingNames.Type(_reader.ReadVar32(), _reader);
        var key = _reader.ReadText();
        var remaining = _reader.ReadVar64();
        if (key.Length == 0) throw new WireFormatException("A call names no grain.");
        var target = GrainId.Create(type, IdSpan.Create(key));
        if (method is null)
        {
            Refuse(id, new NotSupportedException($"{_engine.SiloName} has no method {name}. Caller and callee were built from different versions of the interface, or the callee lacks its assembly."));
            return;
        }
        var call = method.Create!();
        var incoming = new IncomingCall(this, id, call);
        var extras = call.Header.Extra();
        extras.Sink = incoming;
        if (Interlocked.Increment(ref _incoming) > _limits.MaxPendingCalls)
        {
            _metrics.Rejected();
            call.TryFail(new GatewayTooBusyException($"{_engine.SiloName} has {_limits.MaxPendingCalls} calls of this connection under way; {method.DisplayName} of grain {target} was not run. Call again later."));
            return;
        }
        try
        {
            if ((flags & CallFlags.Context) != 0) extras.Context = ReadContext();
            call.ReadArguments(_reader);
        }
        catch (WireValueException exception)
        {
            call.TryFail(new OrleansException($"{method.DisplayName} of grain {target} was not run, because its arguments could not be read: {exception.Message}"));
            return;
        }
        if (_reader.Remaining > 0) throw new WireFormatException("A call has more arguments than its method.");
        if (method.TokenIndex >= 0 && (flags & CallFlags.Cancellable) != 0)
        {
            extras.Cancellation = new CancellationTokenSource();
            if (id != 0) _cancellable[id] = incoming;
        }
        _engine.SendFor(target, call, remaining == 0 ? long.MaxValue : (long)Math.Min(remaining - 1, long.MaxValue >> 1));
    }

    private Dictionary<string, object> ReadContext()
    {
        var context = new Dictionary<string, object>();
        for (var left = _reader.ReadCount(); left > 0; left--)
        {
            var key = _reader.ReadText();
            context[key] = WireCodec<object?>.Read(_reader)!;
        }
        return context;
    }

    private void Refuse(ulong id, Exception reason)
    {
        _metrics.Rejected();
        if (id != 0) Enqueue(new RefusedCall(id, reason), now: false);
    }

    private void HandleResult()
    {
        if (TakePending(_reader.ReadVar64()) is not { } outgoing) return;
        try
        {
            outgoing.Call.ReadResult(_reader);
        }
        catch (WireValueException exception)
        {
            outgoing.Call.TryFail(new OrleansException($"{outgoing.Call.Method.DisplayName} of grain {outgoing.Target} has run, but its result could not be read: {exception.Message}"));
        }
        catch (WireFormatException exception)
        {
            outgoing.Call.TryFail(Lost($"{outgoing.Call.Method.DisplayName} of grain {outgoing.Target} was answered with a malformed result: {exception.Message}", true));
            throw;
        }
    }

    private void HandleError()
    {
        if (TakePending(_reader.ReadVar64()) is not { } outgoing) return;
        try
        {
            outgoing.Call.TryFail(ExceptionWire.Read(_reader) ?? throw new WireFormatException("An error without an exception."));
        }
        catch (WireValueException exception)
        {
            outgoing.Call.TryFail(new OrleansException($"{outgoing.Call.Method.DisplayName} of grain {outgoing.Target} failed, but its exception could not be read: {exception.Message}"));
        }
        catch (WireFormatException exception)
        {
            outgoing.Call.TryFail(Lost($"{outgoing.Call.Method.DisplayName} of grain {outgoing.Target} was answered with a malformed error: {exception.Message}", true));
            throw;
        }
    }

    private OutgoingCall? TakePending(ulong id)
    {
        var call = _pending.Take(id);
        // Its caller gave up or cancelled: the answer comes too late for anyone.
        if (call is null) _metrics.LateAnswer();
        return call;
    }

    private void HandleCancel(ulong id)
    {
        if (_cancellable.TryRemove(id, out var incoming)) CallTokens.CancelCallee(incoming.Call);
    }
}
