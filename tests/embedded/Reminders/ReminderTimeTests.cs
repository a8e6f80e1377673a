using Genesis.Tests.Embedded.Diagnostics;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Reminders;

/// <summary>When reminders tick, on a clock that the test moves.</summary>
public sealed class ReminderTimeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Ticks_come_at_their_time_and_not_before()
    {
        await using var silo = await Start();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("on-time");
        var ticks = RemindedGrain.Ticks("on-time");
        var start = _time.GetUtcNow().UtcDateTime;
        await grain.Remind("r", TimeSpan.FromMinutes(5), Minute);
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        ticks.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Wait.ForEqual(1, () => ticks.Count, "ticks");
        for (var i = 2; i <= 4; i++) await NextTick(silo, ticks, i);
        ticks.Select(static tick => tick.CurrentTickTime).ShouldBe(Enumerable.Range(5, 4).Select(i => start + (i * Minute)));
        ticks.ShouldAllBe(tick => tick.FirstTickTime == start + (5 * Minute) && tick.Period == Minute);
    }

    [Fact]
    public async Task Ticks_that_were_missed_are_left_out_and_the_grid_is_kept()
    {
        await using var silo = await Start();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("missed");
        var ticks = RemindedGrain.Ticks("missed");
        var start = _time.GetUtcNow().UtcDateTime;
        await grain.Remind("r", Minute, Minute);
        // The clock jumps: the timer fires once, and the tick finds out how late it is.
        _time.Advance(TimeSpan.FromMinutes(10.5));
        await Wait.ForEqual(1, () => ticks.Count, "ticks");
        await NextTick(silo, ticks, 2, TimeSpan.FromSeconds(30));
        ticks.Last().CurrentTickTime.ShouldBe(start + (11 * Minute));
    }

    [Fact]
    public async Task A_tick_that_takes_longer_than_the_period_delays_the_next_one()
    {
        await using var silo = await Start();
        var ticks = RemindedGrain.Ticks("slow");
        using var figures = new Figures(silo);
        var start = _time.GetUtcNow().UtcDateTime;
        await silo.Grains.GetGrain<IRemindedGrain>("slow").Remind(RemindedGrain.SlowReminder, Minute, Minute);
        _time.Advance(Minute);
        await Wait.ForEqual(1, () => ticks.Count, "ticks");
        _time.Advance(3.5 * Minute);
        figures.Now("queue.length").ShouldBe(0);
        RemindedGrain.Gate("slow").SetResult();
        await NextTick(silo, ticks, 2, TimeSpan.FromSeconds(30));
        ticks.Last().CurrentTickTime.ShouldBe(start + (5 * Minute));
    }

    [Fact]
    public async Task A_tick_that_waits_for_its_grain_is_dropped_when_the_reminder_is_unregistered()
    {
        await using var silo = await Start();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("dropped");
        using var figures = new Figures(silo);
        await grain.Remind("r", TimeSpan.FromSeconds(10), Minute);
        var forgetting = grain.ForgetAfterGate("r");
        _time.Advance(TimeSpan.FromSeconds(10));
        await Wait.ForEqual(1, () => figures.Now("queue.length"), "the ticks that wait");
        RemindedGrain.Gate("dropped").SetResult();
        await forgetting;
        (await grain.Forget("r")).ShouldBeFalse();
        RemindedGrain.Ticks("dropped").ShouldBeEmpty();
        figures.Now("reminders").ShouldBe(0);
    }

    [Fact]
    public async Task A_reminder_due_in_a_year_is_waited_for()
    {
        await using var silo = await Start();
        var grain = silo.Grains.GetGrain<IRemindedGrain>("far");
        await grain.Remind("r", TimeSpan.FromDays(365), TimeSpan.FromDays(365));
        for (var day = 0; day < 364; day += 7) _time.Advance(TimeSpan.FromDays(7));
        RemindedGrain.Ticks("far").ShouldBeEmpty();
        _time.Advance(TimeSpan.FromDays(1));
        // The wait goes in stretches, and each is begun anew on a turn.
        await Wait.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromDays(1));
                return RemindedGrain.Ticks("far").Count == 1;
            },
            "the tick");
    }

    [Fact]
    public async Task Ticks_and_their_tardiness_are_measured()
    {
        await using var silo = await Start();
        using var figures = new Figures(silo);
        await silo.Grains.GetGrain<IRemindedGrain>("measured").Remind("r", Minute, Minute);
        figures.Now("reminders").ShouldBe(1);
        _time.Advance(Minute);
        await Wait.ForEqual(1, () => figures.Sum("reminder.ticks", "outcome=ok"), "ticks");
        figures.Of("reminder.tardiness").ShouldHaveSingleItem().Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_table_that_fails_at_the_start_is_read_again_and_its_reminders_tick()
    {
        var table = new FlakyTable { FailReads = 3 };
        await table.UpsertRow(new ReminderEntry
        {
            GrainId = GrainId.Create("reminded", "flaky"),
            ReminderName = "r",
            StartAt = _time.GetUtcNow().UtcDateTime.AddDays(-3),
            Period = Minute,
        });
        await using var silo = await Start(table);
        var ticks = RemindedGrain.Ticks("flaky");
        await Wait.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return !ticks.IsEmpty;
            },
            "a tick");
        table.Reads.ShouldBeGreaterThan(3);
        // Due is what the past start and the period say, not the time of the restart.
        (ticks.First().CurrentTickTime - ticks.First().FirstTickTime).Ticks.ShouldBeGreaterThan(TimeSpan.FromDays(3).Ticks);
    }

    [Fact]
    public async Task What_others_write_into_the_table_is_seen_when_it_is_read_again()
    {
        var table = new FlakyTable();
        await using var silo = await Start(table);
        using var figures = new Figures(silo);
        var id = GrainId.Create("reminded", "others");
        var entry = new ReminderEntry { GrainId = id, ReminderName = "r", StartAt = _time.GetUtcNow().UtcDateTime, Period = Minute };
        var etag = await table.UpsertRow(entry);
        await Wait.ForEqual(1, () => table.Reads, "reads");
        _time.Advance(TimeSpan.FromMinutes(5));
        await Wait.ForEqual(1, () => figures.Now("reminders"), "reminders waited for");
        await table.RemoveRow(id, "r", etag!);
        await Wait.Until(
            () =>
            {
                _time.Advance(Minute);
                return figures.Now("reminders") == 0;
            },
            "the reminder to go");
    }

    private Task<TestSilo> Start(IReminderTable? table = null) => TestSilo.Start(
        silo =>
        {
            // The clock leaps by more than calls may usually take.
            silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromDays(1000));
            if (table is null) silo.UseInMemoryReminderService();
            else silo.AddReminders().Services.AddSingleton(table);
        },
        _time);

    /// <summary>Moves the clock by a minute when the reminder waits again, and waits for the tick.</summary>
    private async Task NextTick(TestSilo silo, System.Collections.Concurrent.ConcurrentQueue<TickStatus> ticks, int count, TimeSpan? by = null)
    {
        // The service arms the timer on its own turn, after the tick was answered.
        var service = silo.Services.GetRequiredService<Genesis.Embedded.Reminders.ReminderHost>().Service;
        await Wait.Until(() => service.AllWait, "the reminders to wait again");
        _time.Advance(by ?? Minute);
        await Wait.ForEqual(count, () => ticks.Count, "ticks");
    }
}
