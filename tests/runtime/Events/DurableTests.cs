using System.Collections.Immutable;
using Genesis.Simulations;
using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Durable events: in the journal before publish returns, handled at least once, their effect exactly once in the state.</summary>
public sealed class DurableTests
{
    [Fact]
    public void A_durable_event_survives_a_kill_before_it_was_handled()
    {
        using var stores = new MemoryStores();
        EventHost.Run(stores, Configure, async host =>
        {
            (await host.Bus.Tell("order.new", 1)).IsTold.ShouldBeTrue();
            host.Simulation.KillSilo();
            await host.Simulation.StartSilo();
            await host.Settled();
            (await Numbers(host, "keeper")).ShouldBe([1]);
            (await Numbers(host, "second")).ShouldBe([1]);
        });
    }

    [Fact]
    public void It_is_acknowledged_only_when_the_checkpoint_with_its_effect_is_in_the_store()
    {
        using var stores = new MemoryStores();
        EventHost.Run(stores, Configure, async host =>
        {
            await host.Bus.Tell("order.new", 1);
            await host.Until(async () => (await Numbers(host, "keeper")).Length == 1, 1, "it should have been handled");
            (await Pending(host, "keeper")).ShouldBe(1, "handled, but no checkpoint yet");
            (await host.Events().ReadLedger()).Row("order.new", "keeper").Queued.ShouldBe(1);
            await host.Settled();
            (await Pending(host, "keeper")).ShouldBe(0);
            (await host.Events().ReadLedger()).Row("order.new", "keeper").Handled.ShouldBe(1);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Kills_at_random_moments_lose_and_repeat_nothing(long seed)
    {
        using var stores = new MemoryStores();
        EventHost.Run(
            stores, Configure,
            async host =>
            {
                List<int> told = [];
                for (var kill = 0; kill < 20; kill++)
                {
                    var until = host.Simulation.Random.Next(5, 60);
                    for (var i = 0; i < until; i++)
                    {
                        var number = (kill * 1000) + i;
                        if ((await host.Bus.Tell("order.new", number)).IsTold) told.Add(number);
                        if (host.Simulation.Random.Next(4) == 0) await host.Delay(host.Simulation.Random.Next(0, 40) / 1000.0);
                    }
                    host.Simulation.KillSilo();
                    await host.Simulation.StartSilo();
                }
                await host.Settled();
                (await Numbers(host, "keeper")).Order().ToArray().ShouldBe(told.ToArray(), $"seed {seed}");
                (await Numbers(host, "second")).Order().ToArray().ShouldBe(told.ToArray(), $"seed {seed}: what the first tells is told once");
                var figures = await host.Services.GetRequiredService<IJournal>().ReadFigures();
                figures.ShouldAllBe(static figure => figure.Balances && figure.Pending == 0);
            },
            seed);
    }

    [Fact]
    public void A_component_that_fails_handles_again_what_its_last_checkpoint_does_not_hold()
    {
        using var stores = new MemoryStores();
        EventHost.Run(stores, Configure, async host =>
        {
            await host.Bus.Tell("order.new", 1);
            await host.Settled();
            await host.Bus.Tell("order.new", 2);
            await host.Until(async () => (await Numbers(host, "keeper")).Length == 2, 1, "it should have been handled");
            for (var i = 0; i < 3; i++) await host.Bus.Ask("keeper", "fail");
            await host.Settled();
            (await Numbers(host, "keeper")).ShouldBe([1, 2]);
            (await Numbers(host, "second")).ShouldBe([1, 2]);
        });
    }

    [Fact]
    public void One_that_the_journal_took_too_late_for_its_publisher_is_delivered_all_the_same()
    {
        LateJournal journal = null!;
        Simulation.Run(
            1,
            silo =>
            {
                RuntimeHost.Configure(silo, Configure);
                silo.Services.AddSingleton<IJournal>(services => journal = new LateJournal(services.GetRequiredService<SqlJournal>()));
            },
            async simulation =>
            {
                var host = new SimulatedHost(simulation);
                await host.Bus.Tell("order.new", 1);
                await host.Settled();
                journal.IsSlow = true;
                await Should.ThrowAsync<StorageUnavailableException>(async () => await host.Bus.Tell("order.new", 2));
                journal.CatchUp();
                await host.Settled();
                (await Numbers(host, "keeper")).ShouldBe([1, 2]);
                (await Numbers(host, "second")).ShouldBe([1, 2]);
                (await host.Events().ReadLedger()).Row("order.new", "keeper").Handled.ShouldBe(2);
            });
    }

    [Fact]
    public void One_that_was_acknowledged_while_the_journal_was_read_counts_once()
    {
        HeldJournal journal = null!;
        Simulation.Run(
            1,
            silo =>
            {
                RuntimeHost.Configure(silo, Configure);
                silo.Services.AddSingleton<IJournal>(services => journal = new HeldJournal(services.GetRequiredService<SqlJournal>()));
            },
            async simulation =>
            {
                var host = new SimulatedHost(simulation);
                await host.Bus.Tell("order.new", 0);
                await host.Settled();
                journal.HoldsAcknowledgements = true;
                await host.Bus.Tell("order.new", 1);
                await host.Until(async () => (await host.Status("keeper")).CheckpointVersion > 1, 1, "the first should be in a checkpoint");
                await host.Bus.Tell("order.new", 2);
                await host.Until(async () => (await Numbers(host, "keeper")).Length == 3, 1, "the second should have been handled");
                journal.HoldsReads = true;
                for (var i = 0; i < 3; i++) await host.Bus.Ask("keeper", "fail");
                await host.Until(() => Task.FromResult(journal.HasRead), 5, "the next life should read what it does not hold");
                journal.LetAcknowledgementsGo();
                await host.Until(async () => await Pending(host, "keeper") <= 1, 5, "the first should be acknowledged");
                await host.Delay(0.01);
                journal.LetReadsGo();
                (await host.Settled()).Row("order.new", "keeper").Handled.ShouldBe(3);
                (await Numbers(host, "keeper")).ShouldBe([0, 1, 2]);
            });
    }

    [Fact]
    public void More_than_fit_into_the_mailbox_stay_in_the_journal_and_are_handled_from_there()
    {
        using var stores = new MemoryStores();
        var gate = new TaskCompletionSource();
        List<int> got = [];
        EventHost.Run(
            stores,
            genesis => genesis.Add("slow", onEvent: async (_, happened) =>
            {
                await gate.Task;
                got.Add(happened.Data.As<int>());
            }, subscriptions: "order.*"),
            async host =>
            {
                for (var i = 0; i < 2000; i++) await host.Bus.Tell("order.new", i);
                (await host.Status("slow")).QueuedEvents.ShouldBeLessThanOrEqualTo(50);
                gate.SetResult();
                var balance = await host.Settled(120);
                got.SequenceEqual(Enumerable.Range(0, 2000)).ShouldBeTrue("in the order in which they were told");
                balance.Row("order.new", "slow").Handled.ShouldBe(2000);
            });
    }

    [Fact]
    public void When_the_journal_cannot_take_it_the_publisher_hears_of_it()
    {
        Exception? fault = null;
        SimulatedHost.Run(
            genesis => genesis.Add("listener", subscriptions: "order.*"),
            async host =>
            {
                await host.Bus.Tell("order.new", 1);
                await host.Settled();
                fault = new IOException("The disk is full.");
                await Should.ThrowAsync<StorageUnavailableException>(async () => await host.Bus.Tell("order.new", 2));
                (await host.Bus.Tell("news", 2)).IsTold.ShouldBeTrue("others go on");
                fault = null;
                await host.Bus.Tell("order.new", 3);
                (await host.Settled()).Row("order.new", "listener").Handled.ShouldBe(2);
            },
            silo => silo.AddGenesisMemoryJournal(options => options.Fault = () => fault));
    }

    private static void Configure(GenesisBuilder genesis) => genesis
        .AddComponent<Keeper>("keeper", ["order.*"], settings: new Dictionary<string, string> { ["passes-on"] = "fill.new" })
        .AddComponent<Keeper>("second", ["fill.*"]);

    private static async Task<ImmutableArray<int>> Numbers(SimulatedHost host, string id) => (await host.Bus.Ask(id, "get")).As<ImmutableArray<int>>();

    private static async Task<long> Pending(SimulatedHost host, string id) =>
        (await host.Services.GetRequiredService<IJournal>().ReadPendingCounts()).GetValueOrDefault(id);
}
