using System.Globalization;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Simulating;

/// <summary>Hashes everything that happens, and writes it down line by line for whoever listens.</summary>
internal sealed class SimulationTrace(SimulationLoop loop, Action<string>? listener)
{
    private readonly Dictionary<GrainMethod, ulong> _methods = [];
    private TraceHash _hash = TraceHash.Start();

    public ulong Hash => _hash.Value;

    public void OnTurn(Activation activation, ITurn turn)
    {
        Mark(1);
        Mark(activation);
        if (turn is not ICall call)
        {
            Write(activation, turn is TaskTurn ? "a task" : "a continuation", "");
            return;
        }
        var outcome = call.Promise.IsCompleted ? Outcome.Ended : call.Header.Place == CallPlace.Waiting ? Outcome.Waits : Outcome.Suspended;
        _hash.Add(NameOf(call.Method) + (ulong)outcome);
        Write(activation, call.Method.DisplayName, outcome.ToString());
    }

    public void OnCallDone(Activation activation, ICall call)
    {
        Mark(2);
        Mark(activation);
        _hash.Add(NameOf(call.Method));
        var error = call.Promise.Exception?.InnerException is { } exception ? exception.GetType().Name : null;
        if (error is not null) _hash.Add(TraceHash.Of(error));
        else _hash.Add((ulong)call.Promise.Status);
        Write(activation, call.Method.DisplayName, error ?? (call.Promise.IsCanceled ? "Canceled" : "Ok"));
    }

    public void OnTimer(VirtualTimer timer)
    {
        Mark(3);
        _hash.Add((ulong)timer.Number);
        if (listener is not null) Write($"timer {timer.Number} {timer.Name}");
    }

    public void OnContext(LoopContext context)
    {
        Mark(4);
        if (listener is not null) Write(context.ToString());
    }

    private void Mark(ulong kind)
    {
        _hash.Add(((ulong)loop.Steps << 3) | kind);
        _hash.Add((ulong)loop.Clock.Now);
    }

    private void Mark(Activation activation) => _hash.Add(((ulong)activation.Number << 32) | activation.GrainId.GetUniformHashCode());

    private ulong NameOf(GrainMethod method)
    {
        if (_methods.TryGetValue(method, out var known)) return known;
        return _methods[method] = TraceHash.Of($"{method.DisplayName}|{method.Id}");
    }

    private void Write(Activation activation, string what, string outcome)
    {
        if (listener is not null) Write($"{activation.GrainId}#{activation.Number} {what} {outcome}".TrimEnd());
    }

    private void Write(string line) =>
        listener!(string.Create(CultureInfo.InvariantCulture, $"{loop.Steps} {TimeSpan.FromTicks(loop.Clock.Now):c} {line}"));

    private enum Outcome
    {
        Ended,
        Waits,
        Suspended,
    }
}
