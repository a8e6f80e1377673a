using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Supervision;

/// <summary>How components fail and come back, in virtual time.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public void Three_failures_in_a_row_and_it_is_back_within_a_second_with_its_state() => SimulatedHost.Run(Counters("c"), static async host =>
    {
        (await host.Bus.Ask("c", "add")).As<int>().ShouldBe(1);
        await host.Delay(0.5);
        for (var i = 0; i < 3; i++)
        {
            (await host.Status("c")).Generation.ShouldBe(1);
            (await host.Bus.Ask("c", "fail")).Kind.ShouldBe(OutcomeKind.Failed);
        }
        (await host.UntilState("c", Lifecycle.Running)).TotalSeconds.ShouldBeLessThan(1);

        var status = await host.Status("c");
        status.Generation.ShouldBeGreaterThan(1);
        status.StateReason.ShouldBe("It has recovered.");
        // What the failing handlers did to the state within a checkpoint's interval is gone with them.
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1);
    });

    [Fact]
    public void A_success_in_between_starts_the_count_anew() => SimulatedHost.Run(Counters("c"), static async host =>
    {
        foreach (var type in (string[])["fail", "fail", "get", "fail", "fail"]) await host.Bus.Ask("c", type);
        await host.Delay(1);
        (await host.Status("c")).Generation.ShouldBe(1);
    });

    [Fact]
    public void One_that_keeps_failing_is_quarantined_after_five_restarts_until_it_is_released() => SimulatedHost.Run(Counters("c", "d"), static async host =>
    {
        var restarts = -1;
        while ((await host.Status("c")).State != Lifecycle.Quarantined)
        {
            await host.Until(async () => (await host.Status("c")).State is Lifecycle.Running or Lifecycle.Quarantined, 31, "it should have been restarted");
            if ((await host.Status("c")).State == Lifecycle.Quarantined) break;
            await host.Simulation.Grains.GetGrain<IComponentGrain>("c").Fail((await host.Status("c")).Generation, "the test says so");
            restarts++;
        }
        restarts.ShouldBe(5);
        host.Simulation.Elapsed.TotalSeconds.ShouldBeLessThan(60);
        var refused = await host.Bus.Ask("c", "get");
        refused.Kind.ShouldBe(OutcomeKind.Unavailable);
        refused.State.ShouldBe(Lifecycle.Quarantined);

        await host.Delay(3600);
        (await host.Status("c")).State.ShouldBe(Lifecycle.Quarantined);
        (await host.Bus.Ask("d", "add")).IsOk.ShouldBeTrue();

        await host.Simulation.Grains.GetGrain<IComponentGrain>("c").Restart("A person released it.");
        (await host.UntilState("c", Lifecycle.Running)).TotalSeconds.ShouldBeLessThan(0.1);
        (await host.Bus.Ask("c", "get")).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void An_idle_one_is_never_failed() => SimulatedHost.Run(Counters("c"), static async host =>
    {
        await host.Delay(3600);
        var status = await host.Status("c");
        (status.State, status.Generation, status.Activity).ShouldBe((Lifecycle.Running, 1, Activity.Idle));
    });

    [Fact]
    public void A_hung_one_is_found_given_up_and_restarted_and_what_it_does_later_counts_for_nothing() => SimulatedHost.Run(Counters("c"), static async host =>
    {
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        (await host.Bus.Ask("c", "hang", timeout: TimeSpan.FromSeconds(1))).Kind.ShouldBe(OutcomeKind.TimedOut);
        await host.Delay(3.5);
        var hung = await host.Status("c");
        (hung.State, hung.Activity, hung.BusyWith).ShouldBe((Lifecycle.Running, Activity.Busy, "hang"));
        (await host.Bus.Ask("c", "ping")).As<string>().ShouldBe("Pong desde c");

        (await host.Until(async () => (await host.Status("c")).Generation > 1, 1.5, "the hung handler should have been found")).TotalSeconds.ShouldBeLessThan(1);
        await host.UntilState("c", Lifecycle.Running);
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1);

        await host.Delay(3700);
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1);
        (await host.Status("c")).LateResults.ShouldBe(1);
    });

    [Fact]
    public void One_that_reports_itself_is_restarted() => SimulatedHost.Run(Counters("c"), static async host =>
    {
        await host.Bus.Ask("c", "report");
        await host.Until(async () => (await host.Status("c")).Generation > 1, 1, "it should have been restarted");
        await host.UntilState("c", Lifecycle.Running);
    });

    [Fact]
    public void A_failure_does_not_spread_along_asks() => SimulatedHost.Run(
        static genesis => genesis
            .AddComponent<Counter>("broken", policies: new() { Supervision = SupervisionStrategy.Stop })
            .Add("asker", async (self, _) => (await self.Self.Ask("broken", "get")).As<int>()),
        static async host =>
        {
            for (var i = 0; i < 3; i++) await host.Bus.Ask("broken", "fail");
            (await host.Status("broken")).State.ShouldBe(Lifecycle.Stopped);
            for (var i = 0; i < 10; i++) (await host.Bus.Ask("asker", "go")).IsOk.ShouldBeFalse();
            (await host.Status("asker")).State.ShouldBe(Lifecycle.Running);
            (await host.Status("asker")).Generation.ShouldBe(1);
        });

    [Fact]
    public void Dependants_are_restarted_with_it_each_once_and_those_that_are_stopped_stay_so() => SimulatedHost.Run(
        static genesis => genesis
            .AddComponent<Counter>("base", policies: new() { Supervision = SupervisionStrategy.RestartWithDependants, DependsOn = ["top"] })
            .AddComponent<Counter>("middle", policies: new() { DependsOn = ["base"], Supervision = SupervisionStrategy.RestartWithDependants })
            .AddComponent<Counter>("top", policies: new() { DependsOn = ["middle"] })
            .AddComponent<Counter>("stopped", policies: new() { DependsOn = ["base"], Supervision = SupervisionStrategy.Stop })
            .AddComponent<Counter>("other"),
        static async host =>
        {
            await host.Bus.Ask("stopped", "report");
            await host.UntilState("stopped", Lifecycle.Stopped);
            await host.Bus.Ask("base", "report");
            await host.Delay(1);
            foreach (var id in (string[])["base", "middle", "top"])
            {
                var status = await host.Status(id);
                (id, status.State, status.Generation).ShouldBe((id, Lifecycle.Running, 3));
            }
            (await host.Status("other")).Generation.ShouldBe(1);
            (await host.Status("stopped")).State.ShouldBe(Lifecycle.Stopped);
        });

    [Fact]
    public void Recovery_half_opens_the_breaker() => SimulatedHost.Run(Counters("c"), static async host =>
    {
        for (var i = 0; i < 3; i++) await host.Bus.Ask("c", "fail");
        await host.UntilState("c", Lifecycle.Running);
        // It was opened for 10 s by the three failures.
        (await host.Bus.Ask("c", "get")).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void One_that_hung_in_a_request_can_be_removed_and_registered_again() => SimulatedHost.Run(
        static genesis => genesis.AddComponent<Counter>("counter"),
        static async host =>
        {
            var registration = host.Components.List().Single();
            var hung = host.Bus.Ask("counter", "hang");
            await host.Until(async () => (await host.Status("counter")).Generation > 1, 10, "it should be given up");
            await host.UntilState("counter", Lifecycle.Running);
            (await host.Components.Remove("counter")).Accepted.ShouldBeTrue();
            (await host.Components.Register(registration)).Accepted.ShouldBeTrue();
            await host.UntilState("counter", Lifecycle.Running, 5);
            (await host.Bus.Ask("counter", "add")).IsOk.ShouldBeTrue();
            (await hung).IsOk.ShouldBeFalse();
        });

    [Fact]
    public void A_store_that_cannot_be_read_delays_the_start_and_quarantines_nobody()
    {
        var storage = new FlakyStorage { Fails = true };
        SimulatedHost.Run(Counters("c"), async host =>
        {
            await host.Delay(120);
            var status = await host.Status("c");
            status.State.ShouldBe(Lifecycle.Starting);
            status.CheckpointProblem.ShouldBe("The disk is on fire.");
            storage.Fails = false;
            await host.UntilState("c", Lifecycle.Running);
            (await host.Status("c")).CheckpointProblem.ShouldBeNull();
        }, storage.AddTo);
    }

    private static Action<GenesisBuilder> Counters(params string[] ids) => genesis =>
    {
        foreach (var id in ids) genesis.AddComponent<Counter>(id);
    };
}
