using Genesis.Simulations.Determinism;
using Genesis.Simulations.Scheduling;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>Writes the turns and calls of a silo's activations into the trace.</summary>
internal sealed class SiloTrace(SimulationLoop loop)
{
    private readonly Dictionary<Type, ulong> _requests = [];

    public void OnTurn(Activation activation)
    {
        loop.Trace.Begin(TraceKind.Turn);
        loop.Trace.Add(((ulong)activation.Number << 32) | activation.Hash);
    }

    public void OnTask(Activation activation)
    {
        if (loop.Trace.HasListener) loop.Trace.Write($"{activation.Label} a task");
    }

    public void OnStart(Activation activation, Call call)
    {
        loop.Trace.Add(NameOf(call.Request));
        if (loop.Trace.HasListener) loop.Trace.Write($"{activation.Label} {call.Name}");
    }

    /// <summary>Notes the end of a call. The name is given, because the request may be in use for another call by then.</summary>
    public void OnDone(Activation activation, Call call, Exception? exception)
    {
        loop.Trace.Begin(TraceKind.CallDone);
        loop.Trace.Add(((ulong)activation.Number << 32) | activation.Hash);
        loop.Trace.Add(NameOf(call.Request));
        if (exception is not null) loop.Trace.Add(TraceHash.Of(exception.GetType().Name));
        if (loop.Trace.HasListener) loop.Trace.Write($"{activation.Label} {call.Name} {exception?.GetType().Name ?? "Ok"}");
    }

    private ulong NameOf(IInvokable request)
    {
        var type = request.GetType();
        if (_requests.TryGetValue(type, out var known)) return known;
        return _requests[type] = TraceHash.Of($"{request.GetInterfaceType().FullName}.{request.GetMethodName()}|{type.Name}");
    }
}
