using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;
using Orleans;
using Orleans.Hosting;

namespace Genesis.Embedded.Reminders;

/// <summary>Reads the whole table at the start and every refresh period; after an error sooner, with growing pauses.</summary>
internal sealed class TableReader(
    Engine engine, IReminderTable table, ReminderOptions options, ServiceTurns turns, Func<long> before, Action<IEnumerable<ReminderEntry>, long> reconcile)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private ITimer? _timer;

    /// <summary>After an error reminders may be missing, which somebody may be waiting for; a mere refresh is upkeep.</summary>
    private ITimer? _retry;
    private TimeSpan _pause = FirstPause;

    public void Start()
    {
        _timer = TimerOf(engine.Executor.Upkeep(engine.Time));
        _retry = TimerOf(engine.Time);
        Read();
    }

    public void Stop()
    {
        _timer?.Dispose();
        _retry?.Dispose();
        _timer = _retry = null;
    }

    private ITimer TimerOf(TimeProvider time) =>
        time.CreateTimer(static self => ((TableReader)self!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void OnTimer() => turns.Post(Read);

    private async void Read()
    {
        if (_timer is not { } timer) return;
        var asOf = before();
        try
        {
            // Equal bounds mean the whole ring: there is one silo, and all reminders are its own.
            var rows = await table.ReadRows(0, 0).WaitAsync(options.InitializationTimeout, engine.Time);
            if (!ReferenceEquals(_timer, timer)) return;
            reconcile(rows.Reminders, asOf);
            timer.Change(options.RefreshReminderListPeriod, Timeout.InfiniteTimeSpan);
            _pause = FirstPause;
        }
        catch (Exception exception)
        {
            if (!ReferenceEquals(_timer, timer)) return;
            var next = _pause < options.RefreshReminderListPeriod ? _pause : options.RefreshReminderListPeriod;
            engine.Log.ReminderTableFailed(exception, next);
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            _retry?.Change(next, Timeout.InfiniteTimeSpan);
        }
    }
}
