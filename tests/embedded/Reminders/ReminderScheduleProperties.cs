using FsCheck;
using FsCheck.Fluent;
using Genesis.Embedded.Reminders;

namespace Genesis.Tests.Embedded.Reminders;

public sealed class ReminderScheduleProperties
{
    private static readonly DateTime Origin = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_next_tick_is_the_first_of_the_grid_from_now_on() => Prop.ForAll(Cases(), static value =>
    {
        var (start, period, now) = value;
        var next = ReminderSchedule.Next(start, period, now);
        next.ShouldBeGreaterThanOrEqualTo(start);
        next.ShouldBeGreaterThanOrEqualTo(now);
        ((next - start).Ticks % period.Ticks).ShouldBe(0);
        if (now > start) (next - now).ShouldBeLessThan(period);
        next.Kind.ShouldBe(DateTimeKind.Utc);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tick_follows_another_on_the_grid_and_never_at_the_same_time() => Prop.ForAll(Cases(), static value =>
    {
        var (start, period, now) = value;
        var previous = ReminderSchedule.Next(start, period, now);
        foreach (var later in new[] { previous, previous.AddTicks(1), previous + (period / 2), previous + period, previous + (period * 3.5) })
        {
            var next = ReminderSchedule.After(previous, start, period, later);
            next.ShouldBeGreaterThan(previous);
            next.ShouldBeGreaterThanOrEqualTo(later);
            (next - later).ShouldBeLessThanOrEqualTo(period);
            ((next - start).Ticks % period.Ticks).ShouldBe(0);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_end_of_time_is_never_passed()
    {
        var start = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc).AddDays(-1);
        ReminderSchedule.After(start, start, TimeSpan.FromDays(30), start).ShouldBe(DateTime.MaxValue);
    }

    private static Arbitrary<(DateTime Start, TimeSpan Period, DateTime Now)> Cases() =>
        (from start in Gen.Choose(0, 1_000_000)
         from period in Gen.Choose(1, 1_000_000)
         from now in Gen.Choose(0, 10_000_000)
         select (Origin.AddMilliseconds(start), TimeSpan.FromMilliseconds(period), Origin.AddMilliseconds(now))).ToArbitrary();
}
