using Genesis.Resilience;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Genesis;

/// <summary>
/// Keeps the checkpoints of one component: what changes is in a snapshot after an interval at the latest, taken on the component's turn and handed to the store.
/// A slow or failing store delays the next snapshot and nothing else.
/// </summary>
/// <param name="storage">The store.</param>
/// <param name="grain">Whose checkpoints.</param>
/// <param name="writer">Which activation of it writes: what is unique to it.</param>
/// <param name="turn">The activation's scheduler.</param>
/// <param name="clock">The time.</param>
/// <param name="options">The settings as they are now.</param>
/// <param name="meter">Counts.</param>
/// <param name="log">The log.</param>
internal sealed partial class CheckpointKeeper(
    IGrainStorage storage, GrainId grain, string writer, TaskScheduler turn, MonotonicClock clock, Func<CheckpointOptions> options, CheckpointMeter meter, ILogger log)
{
    private const string StateName = "checkpoint";

    // The longest pause between attempts while the store fails. The store itself waits longer and longer, and answers for all components at once.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    private readonly GrainState<Checkpoint> _stored = new(new Checkpoint());
    private readonly ILogger _log = log;
    private Checkpoint? _latest;
    private (string? ETag, string Writer)? _beganFrom;
    private IKeptState? _kept;
    private Task _write = Task.CompletedTask;
    private TimeSpan _dirtySince;
    private TimeSpan _failedAt;
    private int _failuresInARow;
    private bool _read;
    private bool _attached;
    private bool _dirty;
    private bool _keeps;

    /// <summary>Whose checkpoints; set once, before anything else.</summary>
    public IKeptComponent Owner { get; set; } = null!;

    /// <summary>Told when another activation of the component has written: this one is outdated.</summary>
    public Action? Outdated { get; set; }

    /// <summary>What is unique to this activation.</summary>
    public string Writer => writer;

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
        Version = VersionOf(_stored);
        _latest = _stored.State!;
        _beganFrom = (_stored.ETag, _latest.Writer);
        return _latest;
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
        _changesTaken = -1;
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
        GiveUpSaves();
    }

    public IKeptState? Kept => _kept;

    /// <summary>There is something new to keep.</summary>
    public void MarkDirty()
    {
        if (!ReferenceEquals(TaskScheduler.Current, turn))
        {
            // From a handler that runs beside the turn.
            Task.Factory.StartNew(static keeper => ((CheckpointKeeper)keeper!).MarkDirty(), this, CancellationToken.None, TaskCreationOptions.None, turn);
            return;
        }
        if (_dirty) return;
        _dirty = true;
        _dirtySince = clock.Now;
        KeepOn();
    }

    /// <summary>Something speaks for a failure to come: what is new is written at once.</summary>
    public void Hurry()
    {
        if (_dirty && _failuresInARow == 0) _ = Write();
    }

    /// <summary>Writes what is new, and ends when it is in the store, or the store has refused it.</summary>
    public async Task Flush()
    {
        // What is being written may be older than what is new.
        await _write;
        if (_dirty) await Write();
    }

    private void KeepOn()
    {
        if (_keeps) return;
        _keeps = true;
        _ = Keep();
    }

    private async Task Keep()
    {
        while (_dirty)
        {
            var left = Due - clock.Now;
            if (left > TimeSpan.Zero)
            {
                // Task.Delay takes less than a millisecond for none, and the loop would spin: for ever where time stands still meanwhile.
                await Task.Delay(left < ShortestPause ? ShortestPause : left, clock.Time);
                continue;
            }
            try
            {
                await Write();
                // Nothing of a write that has ended stays in memory.
                if (_write.IsCompleted) _write = Task.CompletedTask;
            }
            catch (Exception exception)
            {
                // Somebody who was told of the outcome threw. It must not end the keeping.
                LogKeeping(exception, grain);
            }
        }
        _keeps = false;
    }

    // Counted from the first change, and not from the last write, so that nothing is older than an interval when its write begins.
    private TimeSpan Due => _failuresInARow == 0 ? _dirtySince + options().Interval : _failedAt + Pause(options().Interval);

    private TimeSpan Pause(TimeSpan interval)
    {
        var longest = interval > LongestPause ? interval : LongestPause;
        var pause = interval * (1 << Math.Min(_failuresInARow, 16));
        return pause < longest ? pause : longest;
    }

    /// <summary>One write at a time; whoever comes meanwhile waits for the one under way.</summary>
    private Task Write() => _write.IsCompleted ? _write = WriteNow() : _write;

    private async Task WriteNow()
    {
        var since = _dirtySince;
        try
        {
            await Owner.WhenWhole();
            _dirty = false;
            if (!_attached)
            {
                Owner.Captured();
                return;
            }
            // Before the snapshot: a handler beside the turn may change the state meanwhile.
            _changesTaken = _kept?.Changes ?? -1;
            var snapshot = Owner.Capture();
            // What is saved is flushed to disk. And durable effects of a snapshot that could not be written are still to be written with the next one.
            if (_saves.Count > 0 || (_latest is { HasDurableEffects: true } && _failuresInARow > 0)) snapshot = snapshot with { HasDurableEffects = true };
            var number = ++_taken;
            _flushing = snapshot.HasDurableEffects ? number : 0;
            _latest = snapshot;
            _stored.State = snapshot;
            Owner.Captured();
            await storage.WriteStateAsync(StateName, grain, _stored);
            Version = VersionOf(_stored);
            WrittenAt = clock.Now;
            _failuresInARow = 0;
            meter.Written(clock.Now - since);
            if (Problem is not null) SetProblem(null);
            Owner.Written(snapshot);
            if (snapshot.HasDurableEffects) EndSaves(number);
            _flushing = 0;
        }
        catch (InconsistentStateException exception)
        {
            _flushing = 0;
            await FindOut(exception, since);
        }
        catch (Exception exception)
        {
            _flushing = 0;
            Failed(exception, since);
        }
    }

    /// <summary>
    /// The store has another version than this activation left there. Either an own write was done though it was given up as too late, or the store has lost the last
    /// ones, as a database server may that crashes; then this activation goes on. Or another activation writes.
    /// </summary>
    private async Task FindOut(InconsistentStateException conflict, TimeSpan since)
    {
        try
        {
            var found = new GrainState<Checkpoint>(new Checkpoint());
            await storage.ReadStateAsync(StateName, grain, found);
            if (IsKnown(found))
            {
                _stored.ETag = found.ETag;
                _failuresInARow = Math.Max(1, _failuresInARow);
                TryAgain(since);
                return;
            }
        }
        catch (Exception exception)
        {
            Failed(exception, since);
            return;
        }
        // Nothing of this activation may be kept any more: the other one goes on from what it wrote.
        LogOutdated(conflict, grain);
        GiveUpSaves();
        Outdated?.Invoke();
    }

    /// <summary>Whether a version is this activation's own, or the one that it began from.</summary>
    private bool IsKnown(GrainState<Checkpoint> found) => found is { RecordExists: true, State: { } state }
        ? state.Writer == writer || (state.Writer == _beganFrom?.Writer && found.ETag == _beganFrom?.ETag)
        : _beganFrom is null;

    private void Failed(Exception exception, TimeSpan since)
    {
        _failuresInARow++;
        TryAgain(since);
        meter.Failed();
        if (Problem is null) LogProblem(exception, grain);
        SetProblem(exception.Message);
    }

    private void TryAgain(TimeSpan since)
    {
        _failedAt = clock.Now;
        // Without an instance there is nothing to take a snapshot of; the next one begins with what could not be written.
        if (!_attached) return;
        (_dirty, _dirtySince) = (true, since);
        KeepOn();
    }

    private static long VersionOf(GrainState<Checkpoint> stored) => long.TryParse(stored.ETag, out var version) ? version : 1;

    private void SetProblem(string? problem)
    {
        Problem = problem;
        Owner.ProblemChanged();
    }
}
