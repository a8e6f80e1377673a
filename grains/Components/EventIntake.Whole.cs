namespace Genesis;

/// <content>
/// A checkpoint holds durable events whole or not at all. While the handler of one has changed the state and has not ended, no snapshot is taken: it would hold an
/// effect without the mark that says so, and after a crash the effect would come twice. For the time of that wait no other event begins, so that the wait ends.
/// </content>
internal sealed partial class EventIntake
{
    private TaskCompletionSource? _whole;
    private bool _holdsBack;

    /// <summary>Ends when no durable event is half handled. From then on no event begins before <see cref="Resume"/>.</summary>
    public async Task WhenWhole()
    {
        while (IsHalfHandled())
        {
            _holdsBack = true;
            _whole ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            await _whole.Task;
        }
    }

    /// <summary>The snapshot is taken, or is not wanted any more.</summary>
    public void Resume()
    {
        if (!_holdsBack) return;
        _holdsBack = false;
        _cell.Baton.Settle();
    }

    private long Changes => _cell.Checkpoints.Kept?.Changes ?? 0;

    private bool IsHalfHandled()
    {
        foreach (var (frame, item, changes) in _running)
        {
            // What runs beside the turn may change the state at any moment.
            if (item.Event.IsDurable && (frame.OffTurn || Changes != changes)) return true;
        }
        return false;
    }

    private void RunEnded()
    {
        if (_whole is not { } whole || IsHalfHandled()) return;
        _whole = null;
        whole.SetResult();
    }
}
