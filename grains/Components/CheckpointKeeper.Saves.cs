using Genesis.Storage;

namespace Genesis;

/// <content>
/// Saves: what waits until a snapshot is in the store, and on disk there. They are written at once, one write at a time, so those that come during a write share the next one.
/// </content>
internal sealed partial class CheckpointKeeper
{
    private readonly List<Pause> _saves = [];

    // Snapshots are numbered: the last one that was taken, and the last one that is known to be on disk.
    private long _taken;
    private long _safe;

    // The one that is being written and will be on disk; 0 for none.
    private long _flushing;

    // How often the state had changed when the last one was taken: events that were only noted since are none of a save's business.
    private long _changesTaken = -1;

    /// <summary>Begins to save what the component's state is now.</summary>
    public void Save(Pause save, TimeSpan limit)
    {
        if (!ReferenceEquals(TaskScheduler.Current, turn))
        {
            // After the changes that a handler beside the turn has made.
            Task.Factory.StartNew(() => Save(save, limit), CancellationToken.None, TaskCreationOptions.None, turn);
            return;
        }
        if (!_attached)
        {
            save.End(GivenUp());
            return;
        }
        var isTaken = !_dirty || _kept?.Changes == _changesTaken;
        if (_kept is null || (isTaken && _safe == _taken))
        {
            save.End(null);
            return;
        }
        // What is being written may be all there is; if not, or if it is not flushed, whatever is written next is.
        var joins = isTaken && _flushing == _taken;
        if (!joins) MarkDirty();
        save.Snapshot = joins ? _taken : _taken + 1;
        _saves.Add(save);
        save.Limit(limit, late =>
        {
            if (_saves.Remove(late)) late.End(new StorageUnavailableException($"After {limit.TotalSeconds:0.###} s the state of {grain} is not known to be in the store: {Problem ?? "it has not answered yet"}. It is tried further; until then nothing may rest on it."));
        });
        if (!joins) _ = WriteSoon(save.Snapshot);
    }

    private async Task WriteSoon(long snapshot)
    {
        try
        {
            await _write;
            // While the store fails, the attempts keep their pauses.
            if (_safe < snapshot && _dirty && _attached && _failuresInARow == 0) await Write();
        }
        catch (Exception exception)
        {
            LogKeeping(exception, grain);
        }
    }

    private void EndSaves(long snapshot)
    {
        _safe = Math.Max(_safe, snapshot);
        End(_saves.FindAll(save => save.Snapshot <= snapshot), null);
    }

    private void GiveUpSaves()
    {
        if (_saves.Count > 0) End([.. _saves], GivenUp());
    }

    private static OperationCanceledException GivenUp() => new("The component was stopped or restarted before its state was saved; this run of it is given up.");

    // In a turn of its own: the code that goes on may change the state and save again.
    private void End(List<Pause> saves, Exception? error)
    {
        if (saves.Count == 0) return;
        foreach (var save in saves) _saves.Remove(save);
        Task.Factory.StartNew(
            () =>
            {
                foreach (var save in saves) save.End(error);
            },
            CancellationToken.None, TaskCreationOptions.None, turn);
    }
}
