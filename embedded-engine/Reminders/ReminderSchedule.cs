namespace Genesis.Embedded.Reminders;

/// <summary>When a reminder ticks: at its start and every period after it, whoever was there to see it or not.</summary>
internal static class ReminderSchedule
{
    /// <summary>The first tick from now on: the start itself if that is still to come.</summary>
    public static DateTime Next(DateTime start, TimeSpan period, DateTime now)
    {
        if (now <= start) return start;
        var since = (now - start).Ticks % period.Ticks;
        return since == 0 ? now : Add(now, period.Ticks - since);
    }

    /// <summary>The tick after the given one. Those that passed meanwhile are left out, not made up for.</summary>
    public static DateTime After(DateTime previous, DateTime start, TimeSpan period, DateTime now)
    {
        var next = Next(start, period, now);
        return next > previous ? next : Add(previous, period.Ticks);
    }

    private static DateTime Add(DateTime time, long ticks) =>
        ticks > (DateTime.MaxValue - time).Ticks ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : time.AddTicks(ticks);
}
