using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Scheduling;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>Something that waits to be sent on a connection.</summary>
internal abstract class Message : ITurn
{
    public ITurn? Next { get; set; }
    public int Depth { get; set; }
    public void Run(Activation activation) => throw new NotSupportedException();
}

/// <summary>A call that goes out and, unless it is one-way, waits for its answer.</summary>
internal sealed class OutgoingCall(GatewayConnection connection, GrainId target, ICall call) : Message, IRemoteCallee
{
    public GrainId Target { get; } = target;
    public ICall Call { get; } = call;

    /// <summary>Its number on the connection; 0 for a one-way call, which nobody answers.</summary>
    public ulong Id { get; set; }

    public void CancelRemote() => connection.SendCancel(this);
}

/// <summary>A call that came in; when it is done, its answer.</summary>
internal sealed class IncomingCall(GatewayConnection connection, ulong id, ICall call) : Message, ICallSink
{
    public ulong Id { get; } = id;
    public ICall Call { get; } = call;

    public void OnCompleted(ICall call) => connection.Answer(this);
}

/// <summary>A message of the connection's own: a kind and what is with it.</summary>
internal sealed class ControlMessage(MessageKind kind, ulong id = 0, string? text = null) : Message
{
    public MessageKind Kind { get; } = kind;
    public ulong Id { get; } = id;
    public string? Text { get; } = text;
}

/// <summary>The first messages, written as they are.</summary>
internal sealed class HandshakeMessage(MessageKind kind, Action<WireWriter> write) : Message
{
    public MessageKind Kind { get; } = kind;
    public Action<WireWriter> Write { get; } = write;
}

/// <summary>The answer to a call that could not even be made into one.</summary>
internal sealed class RefusedCall(ulong id, Exception reason) : Message
{
    public ulong Id { get; } = id;
    public Exception Reason { get; } = reason;
}
