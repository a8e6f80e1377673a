using System.Diagnostics.Metrics;

namespace Genesis;

/// <summary>Figures of checkpoints, for all components of a process.</summary>
internal sealed class CheckpointMeter : IDisposable
{
    private readonly Meter? _meter;
    private readonly Histogram<double>? _age;
    private readonly Counter<long>? _failures;

    public CheckpointMeter(IMeterFactory? meters)
    {
        if (meters is null) return;
        _meter = meters.Create(Meters.Components);
        _age = _meter.CreateHistogram<double>("genesis.checkpoints.age", "s", "From the first change that a checkpoint holds to its commit");
        _failures = _meter.CreateCounter<long>("genesis.checkpoints.failures", "{checkpoint}", "Checkpoints that could not be written; they are tried again");
    }

    /// <summary>A checkpoint is in the store, so long after the first change that it holds.</summary>
    public void Written(TimeSpan age) => _age?.Record(age.TotalSeconds);

    public void Failed() => _failures?.Add(1);

    public void Dispose() => _meter?.Dispose();
}
