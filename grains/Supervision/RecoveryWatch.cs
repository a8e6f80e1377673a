namespace Genesis.Supervision;

/// <summary>
/// Follows the failures of one component to their end: it runs again by itself, or by hand, or not. Touched on its turn only.
/// The time of a recovery is from the failure to the next handled message, without the time in which the component ran and nothing came.
/// </summary>
internal sealed class RecoveryWatch(RecoveryFigures figures)
{
    private TimeSpan? _failedAt;
    private TimeSpan _runningAt;
    private bool _down;
    private bool _byHand;

    /// <summary>Whether it runs again and has not handled a message since.</summary>
    public bool AwaitsMessage { get; private set; }

    public void Failed(TimeSpan now)
    {
        // One that fails again before it has handled anything has not recovered yet: its time goes on.
        _failedAt ??= now;
        AwaitsMessage = false;
        if (_down) return;
        _down = true;
        _byHand = false;
        figures.CountFailure();
    }

    /// <summary>Somebody restarts it.</summary>
    public void ByHand() => _byHand = true;

    /// <summary>It is not restarted any more.</summary>
    public void GivenUp(bool counts)
    {
        if (_down && counts) figures.CountGivenUp();
        _down = false;
        _failedAt = null;
    }

    public void Recovered(TimeSpan now)
    {
        if (!_down) return;
        _down = false;
        if (_byHand) figures.CountByHand();
        else figures.CountAutomatic();
        _runningAt = now;
        AwaitsMessage = true;
    }

    /// <summary>The first message since was handled.</summary>
    public void Handled(TimeSpan began, TimeSpan now)
    {
        AwaitsMessage = false;
        if (_failedAt is not { } failedAt) return;
        _failedAt = null;
        var idle = began > _runningAt ? began - _runningAt : TimeSpan.Zero;
        figures.CountTime(now - failedAt - idle);
    }
}
