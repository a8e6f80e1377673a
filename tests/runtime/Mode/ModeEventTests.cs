using System.Collections.Immutable;
using Genesis.Simulations;
using Genesis.Storage;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Mode;

/// <summary>What the runtime tells of the mode and of the components' lives, and which events pass in which mode; in virtual time.</summary>
public sealed class ModeEventTests
{
    [Fact]
    public void Every_change_of_the_mode_is_told_with_its_inputs_also_across_a_kill()
    {
        using var stores = new MemoryStores();
        SimulatedHost.Run(static genesis => Ten(genesis).AddComponent<Watcher>("watcher", ["system.mode"], new() { Weight = 0 }), static async host =>
        {
            await Fail(host, 3);
            await host.Until(async () => (await Seen(host)).Length == 1, 1, "the change should have been told");
            var safe = (await Seen(host))[0];
            safe.ShouldBe("Normal to Safe: 3 of 11 components failed, 30% of the weight: more than the 20% of SAFE. (c0 Quarantined, c1 Quarantined, c2 Quarantined)");
            await host.Delay(1);

            // The journal has it before anybody is told, and the host is killed then.
            await Fail(host, 6, 3);
            await host.Until(() => Task.FromResult(host.Mode.Mode == SystemMode.Emergency), 1, "it should have become EMERGENCY");
            host.Simulation.KillSilo();
            await host.Simulation.StartSilo();
            await host.Until(async () => (await Seen(host)).Length == 2, 5, "the change should have been told after the kill");
            (await Seen(host))[1].ShouldStartWith("Safe to Emergency: 6 of 11 components failed, 60% of the weight");
            (await Seen(host))[0].ShouldBe(safe);
        }, NoRestarts, stores: stores);
    }

    [Fact]
    public void Changes_that_the_journal_cannot_take_are_told_in_order_when_it_can()
    {
        var fails = false;
        Simulation.Run(
            1,
            silo =>
            {
                NoRestarts(silo);
                silo.AddGenesisMemoryStorage(StoreNames.Checkpoints).AddGenesisMemoryStorage(StoreNames.System)
                    .AddGenesisMemoryJournal(store => store.Fault = () => fails ? new IOException("No space left on device") : null)
                    .AddGenesis(static genesis => Ten(genesis).AddComponent<Watcher>("watcher", ["system.mode"], new() { Weight = 0 }));
            },
            async simulation =>
            {
                var host = new SimulatedHost(simulation);
                fails = true;
                await Fail(host, 3);
                await host.Delay(3);
                await Fail(host, 6, 3);
                await host.Delay(10);
                host.Mode.Mode.ShouldBe(SystemMode.Emergency);
                (await Seen(host)).ShouldBeEmpty();
                fails = false;
                await host.Until(async () => (await Seen(host)).Length == 2, 40, "both changes should have been told");
                (await Seen(host)).Select(static seen => seen[..seen.IndexOf(':')]).ShouldBe(["Normal to Safe", "Safe to Emergency"]);
            });
    }

    [Fact]
    public void Lives_of_components_are_told_and_pass_in_every_mode() => SimulatedHost.Run(
        static genesis => Ten(genesis).AddComponent<Watcher>("watcher", ["component.lifecycle"], new() { Weight = 0 }), static async host =>
        {
            await host.Delay(1);
            await Fail(host, 6);
            await host.Delay(1);
            host.Mode.Mode.ShouldBe(SystemMode.Emergency);
            await host.Components.Release("c5");
            await host.Delay(1);
            (await Seen(host)).Where(static seen => seen.StartsWith("c5")).ShouldBe(
            [
                "c5 Registered to Starting: It is started.", "c5 Starting to Running: It has started.", "c5 Running to Failed: the test says so",
                "c5 Failed to Quarantined: It was restarted 0 times in 60 s, which is all that is allowed. It stays down until it is released. The last failure: the test says so",
                "c5 Quarantined to Recovering: It was released on request.", "c5 Recovering to Running: It has recovered.",
            ]);
        }, NoRestarts);

    [Fact]
    public void Safe_sheds_events_of_low_priority_and_emergency_all_but_critical_ones() => SimulatedHost.Run(
        static genesis => Ten(genesis).Add("listener", onEvent: static (_, _) => default, policies: new() { Weight = 0 }, subscriptions: ["a", "order.*", "price_update"]), static async host =>
        {
            (await Told("a", EventPriority.Low)).ShouldBeTrue();
            await Fail(host, 3);
            await host.Until(() => Task.FromResult(host.Mode.Mode == SystemMode.Safe), 1, "SAFE");
            var refused = await host.Bus.Tell("a", 1, options: new() { Priority = EventPriority.Low });
            refused.Refused.ShouldNotBeNull().ShouldStartWith("In SAFE events of type a do not pass.");
            (await Told("a", EventPriority.Normal)).ShouldBeTrue();

            await Fail(host, 6, 3);
            await host.Until(() => Task.FromResult(host.Mode.Mode == SystemMode.Emergency), 1, "EMERGENCY");
            (await Told("a", EventPriority.High)).ShouldBeFalse();
            (await Told("a", EventPriority.Critical)).ShouldBeTrue();
            (await Told("order.new")).ShouldBeTrue();

            async Task<bool> Told(string type, EventPriority? priority = null) =>
                (await host.Bus.Tell(type, 1, options: new() { Priority = priority })) is { IsTold: true, Subscribers: 1 };
        }, NoRestarts);

    private static GenesisBuilder Ten(GenesisBuilder genesis)
    {
        for (var i = 0; i < 10; i++) genesis.Add($"c{i}", static (_, _) => new("done"));
        return genesis;
    }

    private static void NoRestarts(ISiloBuilder silo) => silo.Services.Configure<SupervisionOptions>(static options => options.MaxRestarts = 0);

    private static async Task Fail(SimulatedHost host, int to, int from = 0)
    {
        for (var i = from; i < to; i++) await host.Simulation.Grains.GetGrain<IComponentGrain>($"c{i}").Fail(1, "the test says so");
    }

    private static async Task<ImmutableArray<string>> Seen(SimulatedHost host) => (await host.Bus.Ask("watcher", "cancel")).As<ImmutableArray<string>>();

    /// <summary>Keeps what it is told of the system.</summary>
    internal sealed class Watcher : Component<Watcher.Log>
    {
        public sealed record Log(ImmutableList<string> Seen);

        protected override Log InitialState => new([]);

        protected internal override ValueTask<object?> OnRequest(ComponentRequest request) => new(State.Seen.ToImmutableArray());

        protected internal override ValueTask OnEvent(ComponentEvent happened)
        {
            happened.Origin.ShouldBe(EventOrigin.Local);
            State = new(State.Seen.Add(happened.Type == "system.mode" ? OfMode(happened.Data.As<ModeChange>()) : OfLife(happened.Data.As<LifecycleNotice>())));
            return default;
        }

        private static string OfMode(ModeChange change) =>
            $"{change.From} to {change.To}: {change.Reason} ({string.Join(", ", change.Inputs.Failed.Select(static failed => $"{failed.Id} {failed.State}"))})";

        private static string OfLife(LifecycleNotice notice) => $"{notice.Id} {notice.From} to {notice.To}: {notice.Reason}";
    }
}
