using Genesis.Storage;
using Microsoft.Data.Sqlite;

namespace Genesis.Tests.Integration.Storage;

/// <summary>Stores whose disk is full, whose file is locked, or that are asked for what cannot be.</summary>
public sealed class StorageFailureTests : IAsyncDisposable
{
    private readonly SqliteBackend _backend = new();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private Task<StoreHost> Start(Action<SqliteStoreOptions>? configure = null) => StoreHost.Start(silo => silo.AddGenesisSqliteStorage("checkpoints", options =>
    {
        options.Path = _backend.File("checkpoints");
        options.OperationTimeout = TimeSpan.FromSeconds(2);
        configure?.Invoke(options);
    }));

    private static Task Write(StoreHost host, string grain, Position value, string? etag = null) =>
        host.Storage().WriteStateAsync("state", GrainId.Create("component", grain), new GrainState<Position>(value, etag));

    /// <summary>What a full disk is to SQLite: it may not add a page (PRAGMA max_page_count). Deleting rows makes room.</summary>
    [Fact]
    public async Task A_full_disk_degrades_the_store_blocks_nobody_and_heals_by_itself()
    {
        await using var host = await Start(options => (options.MaximumBytes, options.CompressAbove) = (1 << 20, int.MaxValue));
        await Write(host, "first", Position.Big(1));
        var refused = await Should.ThrowAsync<StorageUnavailableException>(async () =>
        {
            for (var i = 0; i < 100; i++) await Write(host, $"{i}", Position.Big(i)).InTime();
        });
        refused.Message.ShouldContain("The disk is full");
        var health = host.Health();
        (health.State, health.LastCommit is null).ShouldBe((StorageState.Degraded, false));
        health.Reason!.ShouldContain("Make room");
        health.Failures.ShouldBeGreaterThan(0);
        health.GivenUp.ShouldBeGreaterThan(0);
        host.Log.All.ShouldContain(line => line.StartsWith("2300 Warning", StringComparison.Ordinal));

        // Somebody makes room while a write waits: it is done, and nothing need be restarted.
        var waiting = Write(host, "waiting", Position.Big(1));
        await Eventually.True(() => host.Health().Failures > health.Failures, "an attempt to write");
        _backend.Execute("DELETE FROM checkpoints_rows WHERE grain <> 'component/first'").ShouldBeGreaterThan(0);
        await waiting.InTime();
        host.Health().State.ShouldBe(StorageState.Healthy);
        host.Log.All.ShouldContain(line => line.StartsWith("2301 Information", StringComparison.Ordinal));
        var read = new GrainState<Position>();
        await host.Storage().ReadStateAsync("state", GrainId.Create("component", "first"), read).InTime();
        read.State!.ShouldEqual(Position.Big(1));
    }

    [Fact]
    public async Task A_locked_file_degrades_the_store_and_the_write_is_done_when_the_lock_is_gone()
    {
        await using var host = await Start(options => options.OperationTimeout = TimeSpan.FromSeconds(15));
        await Write(host, "first", Position.Of(1));
        Task write;
        using (var other = new SqliteConnection($"Data Source={_backend.File("checkpoints")};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            write = Write(host, "second", Position.Of(2));
            await Eventually.True(() => host.Health().State == StorageState.Degraded, "the store to be degraded");
            host.Health().Reason!.ShouldContain("Another program has locked");
            host.Health().Queued.ShouldBe(1);
            write.IsCompleted.ShouldBeFalse();
        }
        await write.InTime();
        host.Health().State.ShouldBe(StorageState.Healthy);
    }

    [Fact]
    public async Task While_nothing_can_be_committed_the_queue_is_bounded_and_every_wait_ends()
    {
        await using var host = await Start(options => options.QueueLimit = 10);
        await Write(host, "first", Position.Of(1));
        using var other = new SqliteConnection($"Data Source={_backend.File("checkpoints")};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction();
        var one = Write(host, "one", Position.Of(1));
        await Eventually.True(() => host.Health().State == StorageState.Degraded, "the store to be degraded");
        var writes = Enumerable.Range(0, 30).Select(i => Write(host, $"{i}", Position.Of(i))).ToArray();
        writes.Count(write => write.IsFaulted).ShouldBe(20, "what does not fit into the queue is refused at once");
        writes.First(write => write.IsFaulted).Exception!.InnerException!.Message.ShouldContain("10 operations wait already, which is the limit");
        foreach (var write in writes.Append(one)) (await Should.ThrowAsync<StorageUnavailableException>(() => write.InTime())).Message.ShouldContain("checkpoints");
        host.Health().GivenUp.ShouldBe(31);
        transaction.Rollback();
        await Eventually.True(async () => await Works(host), "the store to work again");
    }

    [Fact]
    public async Task A_state_that_cannot_be_stored_fails_alone_and_says_why()
    {
        await using var host = await Start(options => options.MaximumStateBytes = 5000);
        var big = Write(host, "big", Position.Big(1));
        var others = Task.WhenAll(Enumerable.Range(0, 20).Select(i => Write(host, $"{i}", Position.Of(i))));
        (await Should.ThrowAsync<OrleansException>(() => big.InTime())).Message.ShouldContain("the limit (MaximumStateBytes) is 5000");
        await others.InTime();
        host.Health().State.ShouldBe(StorageState.Healthy);
    }

    [Fact]
    public async Task Somebody_elses_database_is_left_alone()
    {
        using (var other = new SqliteConnection($"Data Source={_backend.File("checkpoints")};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE accounts (id INTEGER)";
            command.ExecuteNonQuery();
        }
        (await Should.ThrowAsync<StorageUnavailableException>(() => Start())).Message.ShouldContain("not a store of Genesis");
    }

    [Fact]
    public async Task A_file_that_is_no_database_keeps_the_silo_from_starting()
    {
        await File.WriteAllTextAsync(_backend.File("checkpoints"), new string('x', 10_000));
        var refused = await Should.ThrowAsync<StorageUnavailableException>(() => Start(options => options.OpenTimeout = TimeSpan.FromMilliseconds(300)));
        refused.Message.ShouldContain("damaged or no SQLite file");
    }

    [Theory]
    [InlineData("checkpoints", "Path", "Store \"checkpoints\": Path is \"\". It must be the path of a file.")]
    [InlineData("check points", "file", "The name of a store is \"check points\"")]
    public void Wrong_settings_are_refused(string name, string path, string said) =>
        Should.Throw<ArgumentException>(() => new StoreHost().AddGenesisSqliteStorage(name, options => options.Path = path == "Path" ? "" : path)).Message.ShouldContain(said);

    [Fact]
    public async Task Only_what_must_survive_a_power_cut_is_flushed()
    {
        await using var host = await Start();
        await Write(host, "one", Position.Of(1));
        host.Health().FlushedCommits.ShouldBe(0);
        await Write(host, "one", Position.Of(2) with { Symbol = "durable" }, "1");
        await Write(host, "one", Position.Of(3), "2");
        (host.Health().Commits, host.Health().FlushedCommits).ShouldBe((3, 1));
    }

    private static async Task<bool> Works(StoreHost host)
    {
        try
        {
            await Write(host, $"works {host.Health().Failures}", Position.Of(1)).InTime();
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
        catch (Orleans.Storage.InconsistentStateException)
        {
            return true;
        }
    }
}
