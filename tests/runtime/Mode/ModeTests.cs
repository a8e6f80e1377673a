using System.Collections.Immutable;
using Genesis.Monitoring;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Mode;

/// <summary>The system mode from the failure of a component to what is let through in every process, in virtual time.</summary>
public sealed class ModeTests
{
    private static readonly TimeSpan Everywhere = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void The_mode_goes_up_at_once_everywhere_and_comes_back_down_after_a_second() => SimulatedHost.Run(static genesis => Ten(genesis), static async host =>
    {
        using var other = new OtherProcess(host.Simulation.Grains, host.Services);
        await other.Link.Start([]);
        await host.Delay(3);
        other.Mode.Mode.ShouldBe(SystemMode.Normal);

        await Fail(host, 0, 2);
        await host.Delay(1.5);
        other.Mode.Mode.ShouldBe(SystemMode.Normal);

        await Fail(host, 2, 3);
        (await UntilMode(host, other, SystemMode.Safe)).ShouldBeLessThan(Everywhere);
        await Fail(host, 3, 6);
        (await UntilMode(host, other, SystemMode.Emergency)).ShouldBeLessThan(Everywhere);

        // Half is not above half, but it must stay so for a second.
        await Release(host, 5, 6);
        await host.Delay(0.9);
        other.Mode.Mode.ShouldBe(SystemMode.Emergency);
        (await UntilMode(host, other, SystemMode.Safe)).ShouldBeLessThan(TimeSpan.FromSeconds(0.1) + Everywhere);
        await Release(host, 0, 5);
        (await UntilMode(host, other, SystemMode.Normal)).ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1) + Everywhere);

        var status = await host.Monitor();
        status.Changes.Select(static change => (change.From, change.To)).ShouldBe(
            [(SystemMode.Normal, SystemMode.Safe), (SystemMode.Safe, SystemMode.Emergency), (SystemMode.Emergency, SystemMode.Safe), (SystemMode.Safe, SystemMode.Normal)]);
        var emergency = status.Changes[1].Inputs;
        (emergency.Components, emergency.FailedComponents, emergency.FailedShare).ShouldBe((10, 6, 0.6));
        emergency.Failed.Select(static failed => failed.Id).ShouldBe(["c0", "c1", "c2", "c3", "c4", "c5"]);
        emergency.Failed[0].Reason.ShouldContain("It was restarted 0 times");
        status.Changes[1].Reason.ShouldBe("6 of 10 components failed, 60% of the weight: more than the 50% of EMERGENCY.");
        status.Processes.ShouldBe(2);
        status.LastChangeTook.ShouldNotBeNull().ShouldBeLessThan(Everywhere);
    }, NoRestarts);

    [Fact]
    public void Safe_sheds_background_requests_and_emergency_all_but_critical_ones() => SimulatedHost.Run(static genesis => Ten(genesis), static async host =>
    {
        using var other = new OtherProcess(host.Simulation.Grains, host.Services);
        await other.Link.Start([]);
        (await host.Bus.Ask("c9", "report_later")).Kind.ShouldBe(OutcomeKind.Ok);

        await Fail(host, 0, 3);
        await UntilMode(host, other, SystemMode.Safe);
        var shed = await host.Bus.Ask("c9", "report_later");
        (shed.Kind, shed.RetryAfter).ShouldBe((OutcomeKind.Rejected, TimeSpan.FromSeconds(1)));
        (await host.Bus.Ask("c9", "get")).IsOk.ShouldBeTrue();

        await Fail(host, 3, 6);
        await UntilMode(host, other, SystemMode.Emergency);
        var refused = await host.Bus.Ask("c9", "get");
        (refused.Kind, refused.Attempts).ShouldBe((OutcomeKind.Rejected, 0));
        (await host.Bus.Ask("c9", "hedge")).IsOk.ShouldBeTrue();
        (await host.Bus.Ask("c9", "cancel_all")).IsOk.ShouldBeTrue();
        (await host.Bus.Ask("c9", "ping")).As<string>().ShouldBe("Pong desde c9");
        (await host.Bus.Ask("c9", "status")).IsOk.ShouldBeTrue();
    }, NoRestarts);

    [Fact]
    public void A_component_of_weight_counts_for_many() => SimulatedHost.Run(
        static genesis => Ten(genesis).Add("risk_manager", policies: new() { Weight = 10 }),
        static async host =>
        {
            using var other = new OtherProcess(host.Simulation.Grains, host.Services);
            await other.Link.Start([]);
            await host.Simulation.Grains.GetGrain<IComponentGrain>("risk_manager").Fail(1, "the test says so");
            await UntilMode(host, other, SystemMode.Safe);
            (await host.Monitor()).Health.FailedShare.ShouldBe(0.5);
        }, NoRestarts);

    [Fact]
    public void Thresholds_may_be_changed_while_it_runs()
    {
        var settings = new ChangingSettings<ModeOptions>(static options => options.SafeAbove = 0.2);
        SimulatedHost.Run(static genesis => Ten(genesis), async host =>
        {
            using var other = new OtherProcess(host.Simulation.Grains, host.Services);
            await other.Link.Start([]);
            await Fail(host, 0, 2);
            await host.Delay(2);
            other.Mode.Mode.ShouldBe(SystemMode.Normal);
            settings.Change(static options => options.SafeAbove = 0.1);
            (await UntilMode(host, other, SystemMode.Safe)).ShouldBeLessThan(TimeSpan.FromSeconds(1) + Everywhere);
            settings.Change(static options => options.SafeAbove = 0.4);
            await UntilMode(host, other, SystemMode.Normal);
        }, silo =>
        {
            NoRestarts(silo);
            settings.AddTo(silo);
        });
    }

    [Fact]
    public void A_silo_that_is_killed_and_started_again_begins_normal() => SimulatedHost.Run(static genesis => Ten(genesis), static async host =>
    {
        using var other = new OtherProcess(host.Simulation.Grains, host.Services);
        await other.Link.Start([]);
        await Fail(host, 0, 6);
        await UntilMode(host, other, SystemMode.Emergency);
        host.Simulation.KillSilo();
        await host.Simulation.StartSilo();
        await host.Delay(1.5);
        host.Services.GetRequiredService<ModeGate>().Mode.ShouldBe(SystemMode.Normal);
    }, NoRestarts);

    private static GenesisBuilder Ten(GenesisBuilder genesis)
    {
        var policies = new ComponentPolicies
        {
            Requests = new Dictionary<string, RequestPolicy> { ["report_later"] = new() { Background = true }, ["hedge"] = new() { Critical = true } }.ToImmutableDictionary(),
        };
        for (var i = 0; i < 10; i++) genesis.Add($"c{i}", static (_, _) => new("done"), policies);
        return genesis;
    }

    private static void NoRestarts(ISiloBuilder silo) => silo.Services.Configure<SupervisionOptions>(static options => options.MaxRestarts = 0);

    private static async Task Fail(SimulatedHost host, int from, int to)
    {
        for (var i = from; i < to; i++) await host.Simulation.Grains.GetGrain<IComponentGrain>($"c{i}").Fail(1, "the test says so");
    }

    private static async Task Release(SimulatedHost host, int from, int to)
    {
        for (var i = from; i < to; i++) (await host.Components.Release($"c{i}")).ShouldBeTrue();
    }

    private static Task<TimeSpan> UntilMode(SimulatedHost host, OtherProcess other, SystemMode mode) => host.Until(
        () => Task.FromResult(other.Mode.Mode == mode && host.Services.GetRequiredService<ModeGate>().Mode == mode), 3, $"the mode should have become {mode} everywhere");
}
