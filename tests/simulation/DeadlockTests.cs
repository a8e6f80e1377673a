using Genesis.Simulations;
using Orleans.Concurrency;

namespace Genesis.Tests.Simulations;

public sealed class DeadlockTests
{
    private static Task<int> There(Simulation simulation, bool reentrant, params string[] path) =>
        simulation.Grains.GetGrain<IChain>(path[0]).Through(new Immutable<string[]>(path), 0, reentrant);

    [Fact]
    public void A_deadlock_is_reported_at_once_with_its_chain()
    {
        var failure = Should.Throw<SimulationDeadlockException>(
            () => Simulation.Run(5, static _ => { }, static simulation => There(simulation, false, "a", "b", "a")));

        failure.Message.ShouldContain("seed 5");
        failure.Message.ShouldContain("the body waits for IChain.Through of chain/a");
        failure.Message.ShouldContain("chain/a itself waits for IChain.Through of chain/b");
        failure.Message.ShouldContain("chain/b itself waits for IChain.Through of chain/a");
        failure.Message.ShouldContain("closes a cycle");
        failure.Message.ShouldContain("LetCallsTimeOut");
        failure.Report!.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Or_it_ends_in_a_timeout_that_tells_the_same()
    {
        var run = Simulation.Run(5, static _ => { }, static async simulation =>
        {
            var timeout = await Should.ThrowAsync<TimeoutException>(There(simulation, false, "a", "b", "a"));
            timeout.Message.ShouldContain("cycle");
            return simulation.Elapsed;
        }, new SimulationOptions { LetCallsTimeOut = true });

        run.Result.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void With_timers_going_on_a_cycle_ends_in_its_timeout() => Simulation.Run(5, static _ => { }, static async simulation =>
    {
        await simulation.Grains.GetGrain<ITicker>("clock").Start(TimeSpan.FromSeconds(1));
        var timeout = await Should.ThrowAsync<TimeoutException>(There(simulation, false, "a", "b", "a"));
        timeout.Message.ShouldContain("cycle");
        simulation.Elapsed.ShouldBe(TimeSpan.FromSeconds(30));
    });

    [Fact]
    public void A_thousand_opposite_chains_complete_with_call_chain_reentrancy() =>
        Simulation.Run(11, static _ => { }, static async simulation =>
    {
        var calls = Enumerable.Range(0, 1_000).Select(i => i % 2 == 0
            ? There(simulation, true, $"a{i}", $"b{i}", $"a{i}", $"b{i}")
            : There(simulation, true, $"b{i}", $"a{i}", $"b{i}", $"a{i}"));
        (await Task.WhenAll(calls)).ShouldAllBe(static depth => depth == 3);
    });

    /// <summary>
    /// Each chain may re-enter its own grains, not those that the other holds: whether they meet is up to the order of turns.
    /// </summary>
    [Fact]
    public void Two_opposite_chains_over_the_same_grains_deadlock_with_some_seeds_only()
    {
        static async Task Body(Simulation simulation)
        {
            var first = There(simulation, true, "a", "b", "a");
            await simulation.Grains.GetGrain<IAudit>("somewhere else").Note(1);
            await Task.WhenAll(first, There(simulation, true, "b", "a", "b"));
        }

        var failed = Enumerable.Range(0, 30).Count(
            static seed => Simulation.FirstFailure([seed], static _ => { }, Body) is SimulationDeadlockException);

        failed.ShouldBeInRange(1, 29);
    }

    [Fact]
    public void A_body_that_waits_for_nothing_is_told_so()
    {
        var failure = Should.Throw<SimulationDeadlockException>(
            () => Simulation.Run(1, static _ => { }, static async _ => await new TaskCompletionSource().Task));

        failure.Message.ShouldContain("no call is pending");
    }

    [Fact]
    public void A_call_that_never_ends_is_a_deadlock_too()
    {
        var failure = Should.Throw<SimulationDeadlockException>(() =>
            Simulation.Run(1, static _ => { }, static simulation => simulation.Grains.GetGrain<ISlow>("s").Forever()));

        failure.Message.ShouldContain("the body waits for ISlow.Forever of slow/s");
    }

    [Fact]
    public void Virtual_time_and_steps_are_bounded()
    {
        static async Task Body(Simulation simulation)
        {
            await simulation.Grains.GetGrain<ITicker>("clock").Start(TimeSpan.FromSeconds(1));
            await new TaskCompletionSource().Task;
        }

        Should.Throw<SimulationLimitException>(
            () => Simulation.Run(9, static _ => { }, Body, new SimulationOptions { MaxVirtualTime = TimeSpan.FromHours(1) }))
            .Message.ShouldSatisfyAllConditions(static m => m.ShouldContain("seed 9"), static m => m.ShouldContain("01:00:00"));
        Should.Throw<SimulationLimitException>(() => Simulation.Run(9, static _ => { }, Body, new SimulationOptions { MaxSteps = 1_000 }))
            .Message.ShouldSatisfyAllConditions(static m => m.ShouldContain("seed 9"), static m => m.ShouldContain("1,000 steps"));
    }

    [Fact]
    public void The_report_tells_what_the_body_left_pending()
    {
        var run = Simulation.Run(1, static _ => { }, static async simulation =>
        {
            _ = simulation.Grains.GetGrain<ISlow>("s").Wait(TimeSpan.FromSeconds(5));
            await simulation.Delay(TimeSpan.FromSeconds(1));
        });

        run.PendingCalls.ShouldBe(["the body waits for ISlow.Wait of slow/s"]);
        run.Elapsed.ShouldBe(TimeSpan.FromSeconds(5), "the silo's stop waits for calls that run");
    }
}
