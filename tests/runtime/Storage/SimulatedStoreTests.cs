using Genesis.Simulations;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Storage;

/// <summary>Memory stores in virtual time, on one thread, across kills.</summary>
public sealed class SimulatedStoreTests
{
    [Fact]
    public void Stores_in_memory_outlive_a_killed_silo_and_run_on_one_thread()
    {
        var failure = Simulation.FirstFailure(Enumerable.Range(0, 20).Select(i => (long)i), Configure(out var stores), async simulation =>
        {
            stores.Clear();
            var counter = simulation.Grains.GetGrain<IStoredCounter>("one");
            var first = await counter.Add();
            await simulation.Services.GetRequiredService<IJournal>().Append(new JournalEntry { Id = "a", Source = "s", Type = "t", Targets = ["one"] });
            var underWay = counter.Add();
            await simulation.Delay(TimeSpan.FromMilliseconds(simulation.Random.Next(0, 12)));
            simulation.KillSilo();
            await simulation.StartSilo();
            var after = await simulation.Grains.GetGrain<IStoredCounter>("one").Add();
            after.ShouldBeInRange(first + 1, first + 2, "the write under way may have been done or not");
            (await simulation.Services.GetRequiredService<IJournal>().ReadPending("one", 0, 10)).Count.ShouldBe(1);
        });
        failure.ShouldBeNull();
    }

    [Fact]
    public void A_fault_degrades_a_store_in_memory_too()
    {
        Exception? fault = null;
        Simulation.Run(1, silo => silo.AddGenesisMemoryStorage("checkpoints", options => options.Fault = () => fault), async simulation =>
        {
            var counter = simulation.Grains.GetGrain<IStoredCounter>("one");
            await counter.Add();
            fault = new IOException("The disk is full.");
            (await Should.ThrowAsync<StorageUnavailableException>(() => counter.Add())).Message.ShouldContain("The disk is full.");
            var health = simulation.Services.GetRequiredService<IStorageHealthSource>();
            health.Health.State.ShouldBe(StorageState.Degraded);
            fault = null;
            await counter.Add();
            health.Health.State.ShouldBe(StorageState.Healthy);
        });
    }

    private static Action<ISiloBuilder> Configure(out SharedStores stores)
    {
        var shared = stores = new SharedStores();
        return silo => silo
            .AddGenesisMemoryStorage("checkpoints", options => (options.Stores, options.Latency) = (shared.Current, () => TimeSpan.FromMilliseconds(10)))
            .AddGenesisMemoryJournal(options => options.Stores = shared.Current);
    }

    /// <summary>What outlives the silos of one seed.</summary>
    private sealed class SharedStores
    {
        public MemoryStores Current { get; } = new();

        public void Clear()
        {
            foreach (var table in new[] { "checkpoints_heads", "checkpoints_rows" }) Current.Execute("checkpoints", $"DELETE FROM {table}");
            foreach (var table in new[] { "journal_entries", "journal_deliveries" }) Current.Execute("journal", $"DELETE FROM {table}");
        }
    }
}
