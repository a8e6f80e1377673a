namespace Genesis.Tests.Conformance.Reminders;

public sealed class ReminderTests(ReminderEngine engine) : IClassFixture<ReminderEngine>
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private (IRemindedGrain Grain, Journal Journal) New()
    {
        var key = TestIds.Key("reminded");
        return (engine.Grains.GetGrain<IRemindedGrain>(key), Journal.For(key));
    }

    [Fact]
    public async Task A_reminder_ticks_again_and_again_and_tells_when_it_was_due()
    {
        var (grain, journal) = New();
        await grain.Remind("tea", TimeSpan.Zero, Short);
        await journal.Until(3, "tea");
        var tick = await grain.Last("tea");
        tick.Reminder.ShouldBe("tea");
        tick.Period.ShouldBe(Short);
        tick.At.ShouldBeGreaterThan(tick.First);
        await grain.Forget("tea");
    }

    [Fact]
    public async Task A_reminder_activates_its_grain()
    {
        var (grain, journal) = New();
        await grain.Remind("wake", Short, Short);
        await journal.Until(1);
        await grain.Leave();
        await journal.Until(journal.Entries.Count + 2);
        var activations = Journal.For($"{grain.GetPrimaryKeyString()} activations").Entries.Distinct();
        activations.Count().ShouldBeGreaterThan(1);
        await grain.Forget("wake");
    }

    [Fact]
    public async Task The_first_tick_waits_for_its_due_time()
    {
        var (grain, journal) = New();
        await grain.Remind("later", Hour, Short);
        await grain.Remind("now", TimeSpan.Zero, Short);
        await journal.Until(3, "now");
        (await grain.Count("later")).ShouldBe(0);
        await grain.Forget("now");
        await grain.Forget("later");
    }

    [Fact]
    public async Task Reminders_are_found_by_name()
    {
        var (grain, _) = New();
        (await grain.Find("a")).ShouldBeNull();
        (await grain.All()).ShouldBeEmpty();
        await grain.Remind("a", Hour, Hour);
        await grain.Remind("b", Hour, Hour);
        (await grain.Find("a")).ShouldBe("a");
        (await grain.All()).ShouldBe(["a", "b"]);
        (await grain.Forget("a")).ShouldBeTrue();
        (await grain.Find("a")).ShouldBeNull();
        (await grain.All()).ShouldBe(["b"]);
        (await grain.Forget("b")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unregistered_reminder_ticks_no_more()
    {
        var (grain, journal) = New();
        await grain.Remind("gone", TimeSpan.Zero, Short);
        await journal.Until(2, "gone");
        await grain.Forget("gone");
        // A tick that was on its way comes before this answer.
        var count = await grain.Count("gone");
        await grain.Remind("other", TimeSpan.Zero, Short);
        await journal.Until(4, "other");
        (await grain.Count("gone")).ShouldBe(count);
        await grain.Forget("other");
    }

    [Fact]
    public async Task Registering_again_changes_the_times()
    {
        var (grain, journal) = New();
        await grain.Remind("same", Hour, Hour);
        await grain.Remind("same", TimeSpan.Zero, Short);
        await journal.Until(2, "same");
        (await grain.All()).ShouldBe(["same"]);
        (await grain.Last("same")).Period.ShouldBe(Short);
        await grain.Forget("same");
    }

    [Fact]
    public async Task An_error_in_a_tick_does_not_stop_the_reminder()
    {
        var (grain, journal) = New();
        await grain.FailFrom(1);
        await grain.Remind("sick", TimeSpan.Zero, Short);
        await journal.Until(3, "sick");
        await grain.Forget("sick");
    }

    [Fact]
    public async Task An_old_handle_removes_nothing()
    {
        var (grain, _) = New();
        await Should.ThrowAsync<ReminderException>(() => grain.StopWithOldHandle("changed", Hour));
        (await grain.Find("changed")).ShouldBe("changed");
        await grain.Forget("changed");
    }

    [Fact]
    public async Task A_grain_that_cannot_be_reminded_is_told_so() =>
        await Should.ThrowAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IDeafGrain>(TestIds.Key()).Remind());

    [Fact]
    public async Task Negative_and_infinite_times_are_refused()
    {
        var (grain, _) = New();
        await Should.ThrowAsync<ArgumentException>(() => grain.Remind("wrong", TimeSpan.FromSeconds(-2), Hour));
        await Should.ThrowAsync<ArgumentException>(() => grain.Remind("wrong", Hour, Timeout.InfiniteTimeSpan));
        await Should.ThrowAsync<ArgumentException>(() => grain.Remind("wrong", Hour, TimeSpan.FromMilliseconds(1)));
    }
}
