using Genesis.Embedded.Gateway.Codecs;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

// From messages to bytes. Only whoever writes at the time comes here.
internal sealed partial class GatewayConnection
{
    private readonly OutgoingNames _outgoingNames = new();

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
