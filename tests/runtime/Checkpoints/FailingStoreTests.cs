using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Checkpoints;

/// <summary>Stores that are slow, fail, or lose their answers.</summary>
public sealed class FailingStoreTests
{
    private readonly ScriptedStorage _store = new();

    [Fact]
    public void A_store_that_hangs_blocks_no_handler_and_gets_the_newest_when_it_is_back() => Run(async host =>
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.Before = () => gate.Task;
        await AddsTakeNoTime(host, 100);
        (_store.Attempts, _store.UnderWay).ShouldBe((1, 1), "one write at a time");
        gate.SetResult();
        await host.Until(() => Task.FromResult(Last() == 100), 0.3, "the newest should have been written");
        _store.Attempts.ShouldBe(2, "what lies between is not written");
    });

    [Fact]
    public void A_store_that_fails_is_said_in_the_status_blocks_nobody_and_the_component_heals() => Run(async host =>
    {
        _store.Before = static () => throw new IOException("The disk is on fire.");
        await AddsTakeNoTime(host, 600);
        var status = await host.Status("c");
        (status.State, status.StateReason, status.CheckpointProblem, status.CheckpointVersion).ShouldBe((Lifecycle.Degraded, "The disk is on fire.", "The disk is on fire.", 0));
        _store.Attempts.ShouldBeInRange(25, 40, "it is tried again, at most every two seconds in the end");
        (await host.Bus.Ask("other", "add")).IsOk.ShouldBeTrue();

        _store.Before = static () => Task.CompletedTask;
        (await host.UntilState("c", Lifecycle.Running)).TotalSeconds.ShouldBeLessThan(2.1);
        Last().ShouldBe(600);
        status = await host.Status("c");
        (status.CheckpointProblem, status.CheckpointVersion, status.Generation).ShouldBe((null, 1, 1));
    });

    [Fact]
    public void An_answer_that_was_lost_is_found_out_and_nothing_of_the_component_with_it() => Run(async host =>
    {
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        _store.After = static () => throw new IOException("It took too long; whether it was done is unknown.");
        await host.Bus.Ask("c", "add");
        await host.UntilState("c", Lifecycle.Degraded);
        _store.After = static () => Task.CompletedTask;
        await host.Bus.Ask("c", "add");
        await host.UntilState("c", Lifecycle.Running);
        Last().ShouldBe(3);
        var status = await host.Status("c");
        (status.Generation, status.CheckpointVersion).ShouldBe((1, 3), "it went on from its own write");
    });

    [Theory]
    [InlineData(0, 2, 2)]
    [InlineData(0, 3, 1)]
    [InlineData(2, 2, 2)]
    public void A_store_that_lost_the_last_moments_gets_them_again_from_the_component(int before, int after, int lost) => Run(async host =>
    {
        await AddSlowly(host, before);
        if (before > 0) await host.Simulation.RestartSilo();
        await AddSlowly(host, after);
        _store.Lose(lost);
        (await host.Bus.Ask("c", "add")).As<int>().ShouldBe(before + after + 1);
        await host.Delay(1);
        Last().ShouldBe(before + after + 1);
        (await host.Status("c")).Generation.ShouldBe(1);
    });

    [Fact]
    public void Another_writer_is_not_overwritten_and_this_activation_gives_way_to_what_it_wrote() => Run(async host =>
    {
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        _store.WriteAsAnother("c");
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        _store.Writes.Count.ShouldBe(1);
        (await host.Status("c")).State.ShouldBe(Lifecycle.Running, "it stays active");
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1, "a new activation goes on from what is stored");
        await host.Bus.Ask("c", "add");
        await host.Delay(1);
        Last().ShouldBe(2);
    });

    [Fact]
    public void Suspicion_of_a_failure_writes_before_the_interval_is_over() => Run(async host =>
    {
        // Runs of a few milliseconds are usual; then one hangs after it has changed the state.
        for (var i = 0; i < 100; i++) await host.Bus.Ask("slow", "work");
        await host.Delay(1);
        _store.Writes.Clear();
        var hanging = host.Bus.Ask("slow", "hang");
        await host.Until(() => Task.FromResult(_store.Writes.Count > 0), 5, "it should have been written");
        (await hanging).IsOk.ShouldBeFalse();
    }, TimeSpan.FromMinutes(1));

    private async Task AddsTakeNoTime(SimulatedHost host, int adds)
    {
        for (var i = 1; i <= adds; i++)
        {
            var asked = host.Simulation.Elapsed;
            (await host.Bus.Ask("c", "add")).As<int>().ShouldBe(i);
            host.Simulation.Elapsed.ShouldBe(asked);
            await host.Delay(0.1);
        }
    }

    private static async Task AddSlowly(SimulatedHost host, int adds)
    {
        for (var i = 0; i < adds; i++)
        {
            await host.Bus.Ask("c", "add");
            await host.Delay(0.5);
        }
    }

    private int Last() => _store.Writes.Count == 0 ? 0 : _store.Writes[^1].State!.As<Counter.Count>().Value;

    private void Run(Func<SimulatedHost, Task> body, TimeSpan? interval = null) => SimulatedHost.Run(
        genesis =>
        {
            genesis.AddComponent<Counter>("c").AddComponent<Counter>("other").AddComponent<Slow>("slow");
            if (interval is { } time) genesis.Services.Configure<CheckpointOptions>(options => options.Interval = time);
        },
        body, _store.AddTo);

    private sealed class Slow : Component<Counter.Count>
    {
        protected override Counter.Count InitialState => new(0);

        protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
        {
            State = new(State.Value + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(request.Type == "hang" ? 60_000 : Context.Random.Next(1, 10)), Context.Time);
            return null;
        }
    }
}
