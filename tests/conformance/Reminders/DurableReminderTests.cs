namespace Genesis.Tests.Conformance.Reminders;

/// <summary>Reminders in a table that outlives the silos.</summary>
public sealed class DurableReminderTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_reminder_goes_on_after_a_restart_though_nobody_calls_its_grain()
    {
        await using var engine = await Start(static options => options.MinimumReminderPeriod = Short);
        var key = TestIds.Key("reminded");
        var journal = Journal.For(key);
        await engine.Grains.GetGrain<IRemindedGrain>(key).Remind("daily", TimeSpan.Zero, Short);
        await journal.Until(1);
        await engine.Stop(TestEngine.StopPatience);
        var before = journal.Entries.Count;
        await engine.Restart();
        await journal.Until(before + 2);
        await engine.Grains.GetGrain<IRemindedGrain>(key).Forget("daily");
        engine.Stores.Reminders.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_period_below_one_minute_is_refused_unless_the_option_says_otherwise()
    {
        await using var engine = await Start(static _ => { });
        var grain = engine.Grains.GetGrain<IRemindedGrain>(TestIds.Key("reminded"));
        var error = await Should.ThrowAsync<ArgumentException>(() => grain.Remind("fast", TimeSpan.Zero, TimeSpan.FromSeconds(59)));
        error.Message.ShouldContain("fast");
        error.Message.ShouldContain("00:01:00");
        await grain.Remind("slow", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        (await grain.Forget("slow")).ShouldBeTrue();
    }

    private static Task<TestEngine> Start(Action<ReminderOptions> configure) => TestEngine.Start((silo, stores) =>
    {
        silo.AddReminders();
        stores.AddReminderTable(silo);
        silo.Configure(configure);
    });
}
