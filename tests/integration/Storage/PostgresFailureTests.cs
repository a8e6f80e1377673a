using Genesis.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>A server that is stopped under a store, and started again. It has a server to itself.</summary>
public sealed class PostgresFailureTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_stopped_server_degrades_the_stores_and_they_heal_when_it_is_back()
    {
        await using var host = await StoreHost.Start(silo => silo
            .AddGenesisPostgresStorage("checkpoints", Configure)
            .AddGenesisPostgresJournal(Configure));
        var grain = GrainId.Create("component", "one");
        var state = new GrainState<Position>(Position.Of(1));
        await host.Storage().WriteStateAsync("state", grain, state).InTime();
        await host.Journal.Append(new JournalEntry { Id = "a", Source = "s", Type = "t", Targets = ["one"] }).AsTask().InTime();

        await _server.Stop();
        state.State = Position.Of(2);
        var write = host.Storage().WriteStateAsync("state", grain, state);
        var append = host.Journal.Append(new JournalEntry { Id = "b", Source = "s", Type = "t", Targets = ["one"] }).AsTask();
        (await Should.ThrowAsync<StorageUnavailableException>(() => write.InTime())).Message.ShouldContain("PostgreSQL 127.0.0.1");
        await Should.ThrowAsync<StorageUnavailableException>(() => append.InTime());
        foreach (var name in new[] { "checkpoints", "journal" })
        {
            host.Health(name).State.ShouldBe(StorageState.Degraded);
            host.Health(name).Reason!.ShouldContain("Check that PostgreSQL");
        }

        var waiting = host.Storage().WriteStateAsync("state", grain, state);
        await _server.Start();
        await Eventually.True(
            async () =>
            {
                try
                {
                    await waiting;
                    return true;
                }
                catch (StorageUnavailableException)
                {
                    waiting = host.Storage().WriteStateAsync("state", grain, state);
                    return false;
                }
                catch (Orleans.Storage.InconsistentStateException)
                {
                    // The write before was done although its answer was too late.
                    return true;
                }
            }, "the write to be done after the server's start");
        (await host.Journal.Append(new JournalEntry { Id = "b", Source = "s", Type = "t", Targets = ["one"] }).AsTask().InTime()).Position.ShouldBeGreaterThan(0);
        await Eventually.True(() => host.Health().State == StorageState.Healthy && host.Health("journal").State == StorageState.Healthy, "both stores to be healthy");
        var read = new GrainState<Position>();
        await host.Storage().ReadStateAsync("state", grain, read).InTime();
        read.State!.ShouldEqual(Position.Of(2));
        (await host.Journal.ReadPending("one", 0, 10)).Select(delivery => delivery.Entry.Id).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_keeps_the_silo_from_starting_and_the_message_says_where_it_was_looked_for()
    {
        await _server.Stop();
        var refused = await Should.ThrowAsync<StorageUnavailableException>(() => StoreHost.Start(silo => silo.AddGenesisPostgresStorage("checkpoints", options =>
        {
            Configure(options);
            options.OpenTimeout = TimeSpan.FromMilliseconds(500);
        })));
        refused.Message.ShouldContain("could not be opened within 00:00:00.5");
        refused.Message.ShouldContain("PostgreSQL 127.0.0.1");
    }

    private void Configure(PostgresStoreOptions options)
    {
        options.ConnectionString = _server.ConnectionString;
        options.OperationTimeout = TimeSpan.FromSeconds(2);
        options.MaximumRetryDelay = TimeSpan.FromMilliseconds(500);
    }
}
