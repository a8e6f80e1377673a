using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Checkpoints;

/// <summary>When components are written and what comes back, in virtual time.</summary>
public sealed class CheckpointTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);
    private readonly ScriptedStorage _store = new();

    [Fact]
    public void What_changes_all_the_time_is_written_every_interval() => Run(async host =>
    {
        for (var i = 0; i < 1000; i++)
        {
            await host.Bus.Ask("c", "add");
            await host.Simulation.Delay(TimeSpan.FromMilliseconds(10));
        }
        // A change, and what others follow within the interval, is one checkpoint: 10 s, one every 150 to 160 ms.
        _store.Writes.Count.ShouldBeInRange(62, 67);
        await host.Simulation.Delay(Interval);
        Last().ShouldBe(1000);
    });

    [Fact]
    public void Nothing_is_older_than_an_interval_when_its_write_begins_however_slow_the_one_before_was() => Run(async host =>
    {
        var began = new List<TimeSpan>();
        _store.Before = () =>
        {
            began.Add(host.Simulation.Elapsed);
            return host.Simulation.Delay(TimeSpan.FromMilliseconds(100));
        };
        await host.Bus.Ask("c", "add");
        await host.Until(() => Task.FromResult(_store.UnderWay == 1), 1, "the first write should have begun");
        var changed = host.Simulation.Elapsed;
        await host.Bus.Ask("c", "add");
        await host.Until(() => Task.FromResult(_store.Writes.Count == 2), 1, "the second write should have been done");
        (began[1] - changed).ShouldBe(Interval);
    });

    [Fact]
    public void What_does_not_change_is_not_written() => Run(async host =>
    {
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        _store.Attempts.ShouldBe(1);
        for (var i = 0; i < 100; i++)
        {
            await host.Bus.Ask("c", "get");
            await host.Delay(36);
        }
        _store.Attempts.ShouldBe(1);
        var status = await host.Status("c");
        (status.CheckpointVersion, status.CheckpointProblem).ShouldBe((1, null));
    });

    [Fact]
    public void What_is_new_at_a_stop_is_written_at_once() => Run(async host =>
    {
        await host.Bus.Ask("c", "add");
        var asked = host.Simulation.Elapsed;
        await host.Simulation.StopSilo();
        Last().ShouldBe(1);
        (host.Simulation.Elapsed - asked).ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
        await host.Simulation.StartSilo();
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1);
    });

    [Fact]
    public void A_stop_does_not_wait_for_a_store_that_fails() => Run(async host =>
    {
        _store.Before = static () => throw new IOException("The disk is on fire.");
        await host.Bus.Ask("c", "add");
        await host.Delay(10);
        var asked = host.Simulation.Elapsed;
        await host.Simulation.StopSilo();
        (host.Simulation.Elapsed - asked).ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
        _store.Before = static () => Task.CompletedTask;
        await host.Simulation.StartSilo();
    });

    [Fact]
    public void The_state_comes_back_after_a_kill_and_a_recovery() => Run(async host =>
    {
        for (var i = 0; i < 3; i++) await host.Bus.Ask("c", "add");
        await host.Delay(0.2);
        host.Simulation.KillSilo();
        await host.Simulation.StartSilo();
        (await host.Bus.Ask("c", "add")).As<int>().ShouldBe(4);
        await host.Delay(0.2);
        for (var i = 0; i < 3; i++) await host.Bus.Ask("c", "fail");
        await host.UntilState("c", Lifecycle.Running);
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(4);
        (await host.Status("c")).CheckpointVersion.ShouldBe(2);
    });

    [Fact]
    public void What_a_component_was_that_fails_while_its_store_does_comes_from_memory() => Run(async host =>
    {
        _store.Before = static () => throw new IOException("The disk is on fire.");
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        await host.Bus.Ask("c", "report");
        await host.Until(async () => (await host.Status("c")).Generation > 1, 1, "it should have been restarted");
        await host.UntilState("c", Lifecycle.Degraded);
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1);
        _store.Before = static () => Task.CompletedTask;
        await host.UntilState("c", Lifecycle.Running);
        Last().ShouldBe(1);
    });

    /// <summary>Whenever the host is killed, what comes back is at most an interval and a commit old.</summary>
    [Fact]
    public void A_kill_costs_no_more_than_an_interval_and_a_commit()
    {
        var commit = TimeSpan.FromMilliseconds(20);
        for (var seed = 0; seed < 50; seed++)
        {
            var store = new ScriptedStorage();
            var changes = new List<TimeSpan>();
            SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c"), async host =>
            {
                store.Before = store.After = () => host.Simulation.Delay(commit / 2);
                var killAt = TimeSpan.FromMilliseconds(host.Simulation.Random.Next(0, 3000));
                while (host.Simulation.Elapsed < killAt)
                {
                    await host.Simulation.Delay(TimeSpan.FromMilliseconds(host.Simulation.Random.Next(1, 60)));
                    await host.Bus.Ask("c", "add");
                    changes.Add(host.Simulation.Elapsed);
                }
                var killed = host.Simulation.Elapsed;
                host.Simulation.KillSilo();
                await host.Simulation.StartSilo();
                var restored = (await host.Bus.Ask("c", "get")).As<int>();
                restored.ShouldBeGreaterThanOrEqualTo(changes.Count(changed => changed < killed - Interval - commit));
                restored.ShouldBeLessThanOrEqualTo(changes.Count);
            }, store.AddTo, seed);
        }
    }

    private int Last() => _store.Writes[^1].State!.As<Counter.Count>().Value;

    private void Run(Func<SimulatedHost, Task> body) => SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c"), body, _store.AddTo);
}
