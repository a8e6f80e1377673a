namespace Genesis.Tests.Conformance.Timers;

public sealed class TimerTests(DefaultEngine engine)
{
    private readonly string _key = TestIds.Key();
    private readonly string _gate = TestIds.Key("gate");

    private ITimerGrain Grain => engine.Grains.GetGrain<ITimerGrain>(_key);

    private Journal Ticks => Journal.For(_key);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_timer_ticks_at_its_due_time_and_then_at_its_period(EngineKind on) => on.Run(engine, async () =>
    {
        var start = TestTime.Current.GetTimestamp();
        await Grain.Start(new TimerPlan { DueMs = 60, PeriodMs = 40 });
        await Ticks.Until(1, "tick 3");
        TestTime.Current.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(60 + 40 + 40 - 20));
        await Grain.StopTimer();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_period_starts_when_the_tick_has_ended_so_ticks_never_overlap(EngineKind on) => on.Run(engine, async () =>
    {
        var start = TestTime.Current.GetTimestamp();
        await Grain.Start(new TimerPlan { PeriodMs = 1, TickMs = 40, Interleave = true });
        var entries = await Ticks.Until(1, "tock 4");
        TestTime.Current.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(140));
        await Grain.StopTimer();
        entries.Take(8).ShouldBe(["tick 1", "tock 1", "tick 2", "tock 2", "tick 3", "tock 3", "tick 4", "tock 4"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_infinite_period_gives_one_tick(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { PeriodMs = -1 });
        await Ticks.Until(1, "tock 1");
        await AnotherTimerTicks(5);
        Ticks.Entries.ShouldBe(["tick 1", "tock 1"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_tick_takes_its_turn_and_does_not_run_beside_a_request(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Ping();
        var blocked = Grain.Block(_gate);
        await Gate.For(_gate).Arrival();
        await AnotherTimerTicks(2);
        Ticks.Entries.ShouldBeEmpty();
        Gate.For(_gate).Open();
        await blocked;
        await Grain.Start(new TimerPlan { PeriodMs = 5, TickMs = 2 });
        for (var i = 0; i < 10; i++) await Grain.Block(_gate);
        await Ticks.Until(6);
        await Grain.StopTimer();
        Ticks.Entries.ShouldNotContain("a tick beside a request");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_due_tick_waits_for_the_running_request(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { DueMs = 50, PeriodMs = 5 });
        var blocked = Grain.Block(_gate);
        await Gate.For(_gate).Arrival();
        await AnotherTimerTicks(10);
        Ticks.Entries.ShouldBeEmpty();
        Gate.For(_gate).Open();
        await blocked;
        await Ticks.Until(1, "tick 2");
        await Grain.StopTimer();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_request_waits_for_a_running_tick(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { PeriodMs = -1, Gate = _gate });
        await Gate.For(_gate).Arrival();
        var request = Grain.Instance();
        await Grain.Ping();
        request.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        await request;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_interleaving_timer_ticks_beside_a_request(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Ping();
        await Grain.Start(new TimerPlan { DueMs = 20, PeriodMs = 5, Interleave = true });
        var blocked = Grain.Block(_gate);
        await Gate.For(_gate).Arrival();
        await Ticks.Until(1, "tick 3");
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        await blocked;
        await Grain.StopTimer();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_exception_does_not_stop_the_timer(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { ThrowAt = 1 });
        await Ticks.Until(1, "tock 3");
        await Grain.StopTimer();
        Ticks.Entries.ShouldNotContain("tock 1");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_disposed_timer_does_not_tick(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { PeriodMs = 1 });
        await Ticks.Until(1, "tick 2");
        await Grain.StopTimer();
        await AnotherTimerTicks(5);
        Ticks.Entries[^1].ShouldBe("stopped");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_timer_may_dispose_itself(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { PeriodMs = 1, DisposeAt = 2 });
        await Ticks.Until(1, "tock 2, cancelled");
        await AnotherTimerTicks(5);
        Ticks.Entries.ShouldBe(["tick 1", "tock 1", "tick 2", "tock 2, cancelled"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Disposing_fires_the_token_of_the_running_tick(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.StartPatient();
        await Ticks.Until(1, "waiting");
        await Grain.StopTimer();
        await Ticks.Until(1, "token fired");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Change_sets_due_time_and_period_anew(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { DueMs = 3_600_000, PeriodMs = 3_600_000 });
        await Grain.Change(0, 5);
        await Ticks.Until(1, "tick 3");
        // A tick that is due already runs, and the next one comes a period later.
        await Grain.Change(3_600_000, 3_600_000);
        var seen = Ticks.Entries.Count;
        await AnotherTimerTicks(5);
        Ticks.Entries.Count.ShouldBeLessThanOrEqualTo(seen + 2);
        await Grain.StopTimer();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_change_during_a_tick_counts_from_the_end_of_the_tick(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { PeriodMs = 1, ChangeAt = 1, TickMs = 100 });
        await Ticks.Until(1, "tick 2");
        await Grain.StopTimer();
        Ticks.Entries.Take(3).ShouldBe(["tick 1", "tock 1", "tick 2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Timers_are_gone_with_the_activation(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Start(new TimerPlan { PeriodMs = 1 });
        await Ticks.Until(1, "tick 2");
        await Grain.Deactivate();
        await Ticks.Until(1, "deactivated");
        await AnotherTimerTicks(5);
        Ticks.Entries[^1].ShouldBe("deactivated");
        await Grain.Ping();
        await AnotherTimerTicks(5);
        Ticks.Entries[^1].ShouldBe("deactivated");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Impossible_times_are_refused(EngineKind on) =>
        on.Run(engine, () => Should.ThrowAsync<ArgumentOutOfRangeException>(() => Grain.Start(new TimerPlan { DueMs = -5 })));

    /// <summary>Waits as long as another grain's timer takes for so many ticks.</summary>
    private async Task AnotherTimerTicks(int count)
    {
        var key = TestIds.Key("witness");
        var witness = engine.Grains.GetGrain<ITimerGrain>(key);
        await witness.Start(new TimerPlan { DueMs = 15, PeriodMs = 15 });
        await Journal.For(key).Until(1, $"tick {count}");
        await witness.StopTimer();
    }
}

public sealed class TimerCollectionTests(Activations.TidyEngine engine) : IClassFixture<Activations.TidyEngine>
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Ticks_do_not_keep_an_activation(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        await engine.Grains.GetGrain<ITimerGrain>(key).Start(new TimerPlan { PeriodMs = 20 });
        await Journal.For(key).Until(1, "deactivated");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Ticks_of_a_KeepAlive_timer_keep_it(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        var other = TestIds.Key();
        await engine.Grains.GetGrain<ITimerGrain>(key).Start(new TimerPlan { PeriodMs = 20, KeepAlive = true });
        await engine.Grains.GetGrain<ITimerGrain>(other).Start(new TimerPlan { PeriodMs = 20 });
        await Journal.For(other).Until(1, "deactivated");
        Journal.For(key).Entries.ShouldNotContain("deactivated");
        await engine.Grains.GetGrain<ITimerGrain>(key).StopTimer();
    });
}
