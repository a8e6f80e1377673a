using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>A reminder that this silo waits for. A change of its times makes a new one in its place.</summary>
internal sealed class LocalReminder
{
    /// <summary>Timers take no longer times; a later tick is waited for in stretches.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly ReminderService _service;
    private readonly ITimer _timer;
    private volatile bool _gone;

    public LocalReminder(ReminderService service, ReminderEntry entry, GrainReference grain, long version)
    {
        (_service, Entry, Grain, Version) = (service, entry, grain, version);
        // Some stores forget the kind; reminders are in UTC.
        entry.StartAt = DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc);
        Due = ReminderSchedule.Next(entry.StartAt, entry.Period, service.Now);
        _timer = service.Time.CreateTimer(
            static self => ((LocalReminder)self!)._service.OnTimer((LocalReminder)self), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    public ReminderEntry Entry { get; }

    public GrainReference Grain { get; }

    /// <summary>Which change of the service's list made it: a table read that began before knows nothing of it.</summary>
    public long Version { get; }

    /// <summary>When the next tick is due, in UTC.</summary>
    public DateTime Due { get; private set; }

    /// <summary>Unregistered, changed or stopped: it never ticks again, not even if a tick already waits for its grain.</summary>
    public bool IsGone => _gone;

    public void Wait()
    {
        if (_gone) return;
        var left = Due - _service.Now;
        // Whole milliseconds, rounded up: timers cut the rest off and would be early.
        left = left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        _timer.Change(left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan);
    }

    public void WaitForNext()
    {
        Due = ReminderSchedule.After(Due, Entry.StartAt, Entry.Period, _service.Now);
        Wait();
    }

    public void End()
    {
        _gone = true;
        _timer.Dispose();
    }
}
