using System.Globalization;
using Genesis.Simulations.Determinism;
using Genesis.Simulations.Time;

namespace Genesis.Simulations.Scheduling;

/// <summary>Hashes every step, and writes the steps down line by line for a listener.</summary>
internal sealed class SimulationTrace(SimulationLoop loop, Action<string>? listener)
{
    private TraceHash _hash = TraceHash.Start();

    public ulong Hash => _hash.Value;

    /// <summary>True when somebody reads the lines.</summary>
    public bool HasListener => listener is not null;

    /// <summary>Begins the entry of a step, or of an event inside a step.</summary>
    public void Begin(TraceKind kind)
    {
        _hash.Add(((ulong)loop.Steps << 3) | (ulong)kind);
        _hash.Add((ulong)loop.Clock.Now);
    }

    public void Add(ulong value) => _hash.Add(value);

    /// <summary>Writes a line for the listener.</summary>
    public void Write(string line) =>
        listener?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{loop.Steps} {TimeSpan.FromTicks(loop.Clock.Now):c} {line}"));

    public void OnTimer(VirtualTimer timer)
    {
        Begin(TraceKind.Timer);
        Add((ulong)timer.Number);
        if (HasListener) Write($"timer {timer.Number} {timer.Name}");
    }

    public void OnContext(LoopContext context)
    {
        Begin(TraceKind.Context);
        if (HasListener) Write(context.ToString());
    }
}

/// <summary>The kinds of entries in a trace.</summary>
internal enum TraceKind
{
    Turn = 1,
    CallDone = 2,
    Timer = 3,
    Context = 4,
}
