using Genesis.Resilience;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Supervision;

/// <summary>Components that block their thread, in real time.</summary>
public sealed class BlockedThreadTests
{
    [Fact]
    public async Task One_that_blocks_undeclared_is_found_while_it_blocks_and_runs_beside_the_turn_from_then_on()
    {
        using var release = new ManualResetEventSlim();
        await using var host = await RuntimeHost.Start(
            genesis => genesis.Add("blocker", (_, request) =>
            {
                if (request.Type == "block") release.Wait(RuntimeHost.Patience, CancellationToken.None).ShouldBeTrue();
                return new("done");
            }).Add("neighbour", (_, _) => new("here")),
            Quick);

        var blocked = host.Bus.Ask("blocker", "block", timeout: TimeSpan.FromMilliseconds(100)).AsTask();
        await host.UntilStatus("blocker", status => status.State == Lifecycle.Failed);
        (await blocked).Kind.ShouldBe(OutcomeKind.TimedOut);
        var found = await host.Status("blocker");
        (found.FoundBlocking, found.Activity, found.BusyWith).ShouldBe((true, Activity.Hung, "block"));
        found.StateReason.ShouldContain("blocked its thread");
        (await host.Bus.Ask("blocker", "ping")).As<string>().ShouldBe("Pong desde blocker");
        // Nobody has to wait for it to find out.
        var refused = await host.Bus.Ask("blocker", "other");
        refused.Kind.ShouldBe(OutcomeKind.CircuitOpen);
        (await host.Bus.Ask("neighbour", "hello")).As<string>().ShouldBe("here");

        release.Set();
        await host.UntilStatus("blocker", status => status.State == Lifecycle.Degraded);
        (await host.Status("blocker")).Generation.ShouldBe(3);
        (await host.Bus.Ask("blocker", "other")).As<string>().ShouldBe("done");

        // Now a handler that blocks is given up at once: it holds a thread of its own and not the turn.
        release.Reset();
        blocked = host.Bus.Ask("blocker", "block", timeout: TimeSpan.FromMilliseconds(100)).AsTask();
        await host.UntilStatus("blocker", status => status.Generation == 5 && status.State == Lifecycle.Degraded);
        (await host.Bus.Ask("blocker", "other")).As<string>().ShouldBe("done");
        (await blocked).Kind.ShouldBe(OutcomeKind.TimedOut);
        release.Set();
    }

    private static void Quick(ISiloBuilder silo) => silo.Services
        .Configure<SupervisionOptions>(options => (options.HungAfter, options.CheckInterval) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(20)))
        .Configure<ResilienceOptions>(options => options.Deadlines.ConnectionCheck = TimeSpan.FromMilliseconds(150));
}
