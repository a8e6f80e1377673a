using System.Threading.Tasks.Sources;

namespace Genesis;

/// <summary>A wait of a handler for a save or for time to pass. As with an ask, others run meanwhile, and it goes on when the baton is free.</summary>
internal sealed class Pause : IValueTaskSource, IResumption
{
    // Timers take no more than some seven weeks.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly ComponentCell _cell;
    private readonly long _frameRun;
    private readonly bool _gated;
    private ManualResetValueTaskSourceCore<bool> _core;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private ITimer? _timer;
    private bool _ended;

    public Pause(ComponentCell cell, Frame? frame)
    {
        (_cell, Frame, _frameRun) = (cell, frame, frame?.Run ?? 0);
        // Code that runs elsewhere is no piece that the baton counts.
        _gated = frame is { OffTurn: false } && ReferenceEquals(TaskScheduler.Current, cell.Scheduler);
        _core.RunContinuationsAsynchronously = cell.Clock.IsReal;
    }

    /// <inheritdoc/>
    public Frame? Frame { get; }

    /// <inheritdoc/>
    public bool IsWanted => Frame is { } frame && frame.Run == _frameRun && !frame.Ended && !frame.Abandoned;

    /// <summary>For saves, the first snapshot that has all that is to be saved.</summary>
    public long Snapshot { get; set; }

    public ValueTask Result => new(this, _core.Version);

    /// <summary>After that time, the action is called once on the component's turn.</summary>
    public void Limit(TimeSpan time, Action<Pause> isUp) => _timer = _cell.Clock.Time.CreateTimer(
        _ => Task.Factory.StartNew(() => isUp(this), CancellationToken.None, TaskCreationOptions.None, _cell.Scheduler), null, time < Longest ? time : Longest, Timeout.InfiniteTimeSpan);

    /// <summary>Ends it, with an error or without. On the component's turn.</summary>
    public void End(Exception? error)
    {
        if (_ended) return;
        _ended = true;
        _timer?.Dispose();
        if (error is null) _core.SetResult(true);
        else _core.SetException(error);
        if (_continuation is not null) _cell.Baton.Resume(this);
    }

    /// <inheritdoc/>
    public void Continue()
    {
        var (continuation, state) = (_continuation!, _continuationState);
        (_continuation, _continuationState) = (null, null);
        continuation(state);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        if (!_gated || _ended || !ReferenceEquals(TaskScheduler.Current, _cell.Scheduler))
        {
            _core.OnCompleted(continuation, state, token, flags);
            return;
        }
        (_continuation, _continuationState) = (continuation, state);
        if (IsWanted) _cell.Baton.Awaits(Frame!);
    }
}
