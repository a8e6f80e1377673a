using Genesis.Tests.Runtime.Events;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Operations;

/// <summary>Load with faults beside it, in virtual time: nothing is lost, and nothing stays.</summary>
public sealed class LoadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Everything_is_handled_whatever_fails(long seed) => SimulatedHost.Run(
        static _ => { },
        async host =>
        {
            var load = host.Simulation.Grains.GetGrain<ILoadGrain>(IOperatorGrain.Key);
            (await load.GetProgress()).ShouldBeNull();
            (await load.Start(new LoadRequest(100, TimeSpan.FromSeconds(10)))).IsDone.ShouldBeTrue();
            (await load.Start(new LoadRequest(100, TimeSpan.FromSeconds(10)))).Sentence.ShouldStartWith("A load runs already");
            var done = await Done(host, load);
            done.Problem.ShouldBeNull();
            done.IsSuccess.ShouldBeTrue();
            done.Due.ShouldBe(10_000);
            done.Sent.ShouldBeInRange(9_900, 10_000);
            (done.Ledger.Handled, done.Ledger.Queued, done.Ledger.Difference).ShouldBe((done.Ledger.Published, 0, 0));
            done.Ledger.Published.ShouldBeGreaterThanOrEqualTo(done.Told);
            done.Answered.ShouldBe(done.Asked);
            done.Faults.ShouldBeInRange(9, 10);
            done.Restarts.ShouldBeGreaterThan(0);
            done.P50.ShouldBeLessThanOrEqualTo(done.P99);
            host.Components.List().ShouldBeEmpty();

            (await load.Start(new LoadRequest(10, TimeSpan.FromSeconds(1), Faults: false))).IsDone.ShouldBeTrue();
            var second = await Done(host, load);
            (second.Faults, second.Restarts, second.IsSuccess).ShouldBe((0, 0, true));
            second.Ledger.Published.ShouldBe(second.Told);
            (await host.Settled()).IsBalanced.ShouldBeTrue();
        },
        seed: seed);

    [Fact]
    public void It_can_be_ended_early_and_what_is_wrong_is_said() => SimulatedHost.Run(
        static _ => { },
        async host =>
        {
            var load = host.Simulation.Grains.GetGrain<ILoadGrain>(IOperatorGrain.Key);
            (await load.Start(new LoadRequest(0, TimeSpan.FromSeconds(10)))).Sentence.ShouldContain("from 1 to 100000");
            (await load.Start(new LoadRequest(10, TimeSpan.FromDays(10)))).Sentence.ShouldContain("01:00:00");
            await load.Start(new LoadRequest(10, TimeSpan.FromHours(1)));
            await host.Delay(2);
            (await load.GetProgress())!.State.ShouldBe(LoadState.Running);
            await load.Cancel();
            var done = await Done(host, load);
            done.Elapsed.TotalSeconds.ShouldBeLessThan(3);
            done.IsSuccess.ShouldBeTrue();
            host.Components.List().ShouldBeEmpty();
        });

    private static async Task<LoadProgress> Done(SimulatedHost host, ILoadGrain load)
    {
        LoadProgress? progress = null;
        await host.Until(
            async () =>
            {
                progress = await load.GetProgress();
                return progress!.State == LoadState.Done;
            },
            60, "the load should end");
        return progress!;
    }
}
