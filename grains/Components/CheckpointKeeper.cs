using Genesis.Resilience;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Genesis;

/// <summary>
/// Keeps the checkpoints of one component: while there is something new it takes a snapshot every interval, on the component's turn, and hands it to the store.
/// A slow or failing store delays the next snapshot and nothing else.
/// </summary>
internal sealed partial class CheckpointKeeper(IGrainStorage storage, GrainId grain, MonotonicClock clock, Func<CheckpointOptions> options, CheckpointMeter meter, ILogger log)
{
    private const string StateName = "checkpoint";

    private readonly GrainState<Checkpoint> _stored = new(new Checkpoint());
    private readonly ILogger _log = log;
    private Checkpoint? _latest;
    private IKeptState? _kept;
    private Task _writing = Task.CompletedTask;
    private bool _read;
    private bool _attached;
    private bool _dirty;
    private TimeSpan _dirtySince;
    private bool _soon;
    private int _failuresInARow;

    /// <summary>Makes a snapshot; set by the component, on whose turn it is called.</summary>
    public Func<Checkpoint>? Capture { get; set; }

    /// <summary>Told of each checkpoint that is in the store.</summary>
    public Action<Checkpoint>? Written { get; set; }

    /// <summary>Told when the store begins or ceases to fail.</summary>
    public Action? ProblemChanged { get; set; }

    /// <summary>Told when another activation of the component has written: this one is outdated.</summary>
    public Action<string>? Outdated { get; set; }

    /// <summary>How many checkpoints of the component were written, ever.</summary>
    public long Version { get; private set; }

    public TimeSpan? WrittenAt { get; private set; }

    /// <summary>Why the store fails; null when it does not.</summary>
    public string? Problem { get; private set; }

    public bool IsDirty => _dirty;

    /// <summary>The newest snapshot: from the store the first time, else as it was last taken.</summary>
    public async Task<Checkpoint?> Latest()
    {
        if (_read) return _latest;
        await storage.ReadStateAsync(StateName, grain, _stored);
        _read = true;
        if (Problem is not null) SetProblem(null);
        if (!_stored.RecordExists) return null;
        Version = long.TryParse(_stored.ETag, out var version) ? version : 1;
        return _latest = _stored.State;
    }

    /// <summary>Says that the store cannot be read at present.</summary>
    public void CouldNotRead(Exception exception)
    {
        if (Problem is null) LogUnreadable(exception, grain);
        SetProblem(exception.Message);
    }

    /// <summary>Gives an instance the state of a checkpoint, and watches its changes from then on.</summary>
    public void Restore(Component instance, Checkpoint? checkpoint, string type)
    {
        if (checkpoint is { ComponentType: { Length: > 0 } other } && other != type)
            throw new StateVersionException($"The checkpoint is of a component of type {other}, and this one is of type {type}. Register it under another id, or remove the checkpoint.");
        _kept = instance.Kept;
        if (_kept is not null)
        {
            _kept.Restore(checkpoint?.State, checkpoint?.StateVersion ?? 0);
            _kept.Changed = MarkDirty;
        }
        _attached = true;
        // The snapshot that it goes on from may not be in the store yet.
        if (_failuresInARow > 0) MarkDirty();
    }

    /// <summary>The instance is given up: nothing that it still does to its state is kept, and what was not written of it is not.</summary>
    public void Detach()
    {
        if (_kept is not null) _kept.Changed = null;
        _kept = null;
        _attached = false;
        _dirty = false;
    }

    public IKeptState? Kept => _kept;

    /// <summary>There is something new to keep.</summary>
    public void MarkDirty()
    {
        if (_dirty) return;
        _dirty = true;
        _dirtySince = clock.Now;
        if (_writing.IsCompleted) _writing = WriteWhileDirty();
    }

    /// <summary>Something speaks for a failure to come: the next snapshot does not wait for the interval.</summary>
    public void Hurry()
    {
        _soon = true;
        if (_dirty && _writing.IsCompleted) _writing = WriteWhileDirty();
    }

    /// <summary>Writes what is new, and ends when it is in the store.</summary>
    public async Task Flush()
    {
        _soon = true;
        await _writing;
        if (_dirty) await Write();
        _soon = false;
    }

    private async Task WriteWhileDirty()
    {
        while (_dirty)
        {
            await Pause();
            if (_dirty) await Write();
        }
    }

    private async Task Pause()
    {
        var interval = options().Interval;
        var wait = _failuresInARow == 0 ? interval : interval * Math.Min(1 << Math.Min(_failuresInARow, 6), 64);
        if (_soon && _failuresInARow == 0)
        {
            _soon = false;
            await Task.Yield();
            return;
        }
        await Task.Delay(wait, clock.Time);
    }

    private async Task Write()
    {
        _dirty = false;
        var since = _dirtySince;
        if (Capture is null || !_attached) return;
        var snapshot = Capture();
        // Durable effects of a snapshot that could not be written are still to be written with the next one.
        if (_latest is { HasDurableEffects: true } && _failuresInARow > 0) snapshot = snapshot with { HasDurableEffects = true };
        _latest = snapshot;
        _stored.State = snapshot;
        try
        {
            await storage.WriteStateAsync(StateName, grain, _stored);
            Version++;
            WrittenAt = clock.Now;
            meter.Written(clock.Now - since);
            _failuresInARow = 0;
            if (Problem is not null) SetProblem(null);
            Written?.Invoke(snapshot);
        }
        catch (InconsistentStateException exception)
        {
            // Nothing of this activation may be kept any more: the other one goes on from what it wrote.
            LogOutdated(exception, grain);
            Outdated?.Invoke(exception.Message);
        }
        catch (Exception exception)
        {
            _dirty = true;
            _dirtySince = since;
            _failuresInARow++;
            meter.Failed();
            if (Problem is null) LogProblem(exception, grain);
            SetProblem(exception.Message);
        }
    }

    private void SetProblem(string? problem)
    {
        Problem = problem;
        ProblemChanged?.Invoke();
    }

    [LoggerMessage(2020, LogLevel.Error, "The checkpoint of {Grain} could not be written. It runs on, and what changes from now on is lost if its host dies before a checkpoint succeeds.")]
    private partial void LogProblem(Exception exception, GrainId grain);

    [LoggerMessage(2022, LogLevel.Error, "The checkpoint of {Grain} cannot be read. It does not start until it can.")]
    private partial void LogUnreadable(Exception exception, GrainId grain);

    [LoggerMessage(2021, LogLevel.Error, "Another activation has written the checkpoint of {Grain}; this one gives way.")]
    private partial void LogOutdated(Exception exception, GrainId grain);
}
