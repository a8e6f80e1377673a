using System.Diagnostics;
using Genesis.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace Genesis.Tests.Integration.Storage;

/// <inheritdoc/>
public sealed class SqliteSystemStoreTests : SystemStoreTests, IDisposable
{
    private const int Kills = 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-system-").FullName;

    private string Database => Path.Combine(_folder, "system.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override void Use(GenesisBuilder genesis) => genesis.UseSqlite(_folder);

    protected override int Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("{p}", "", StringComparison.Ordinal);
        return command.ExecuteNonQuery();
    }

    protected override object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("{p}", "", StringComparison.Ordinal);
        return command.ExecuteScalar();
    }

    private protected override void AddFormer(ISiloBuilder silo) => silo.AddGenesisSqliteStorage("system", options => options.Path = Database);

    protected override Task<IAsyncDisposable> HoldWrites()
    {
        var connection = Connect();
        connection.BeginTransaction();
        return Task.FromResult<IAsyncDisposable>(connection);
    }

    [Fact]
    public async Task A_file_that_is_no_database_or_not_ours_keeps_the_silo_from_starting()
    {
        await File.WriteAllTextAsync(Database, new string('x', 10_000));
        (await Should.ThrowAsync<StorageUnavailableException>(Start)).Message.ShouldContain("damaged or no SQLite file. Stop the silo and restore the file from a backup.");
        File.Delete(Database);
        Execute("CREATE TABLE accounts (id INTEGER)");
        (await Should.ThrowAsync<StorageUnavailableException>(Start)).Message.ShouldContain("not a store of Genesis");
    }

    [Fact]
    public async Task A_file_that_somebody_has_locked_is_waited_for_and_then_said()
    {
        using (var host = await Start()) await host.Stop();
        await using (await HoldWrites())
            (await Should.ThrowAsync<StorageUnavailableException>(Start)).Message.ShouldContain($"Another program has locked {Database}");
        using var after = await Start();
        await after.Stop();
    }

    [Fact]
    public async Task The_log_is_transferred_and_the_files_are_whole_after_a_stop()
    {
        using (var host = await Start())
        {
            (await Register(host, "one")).Accepted.ShouldBeTrue();
            Scalar("PRAGMA journal_mode").ShouldBe("wal");
            await host.Stop();
        }
        File.Exists(Database + "-wal").ShouldBeFalse();
        Scalar("PRAGMA integrity_check").ShouldBe("ok");
    }

    /// <summary>A disk of 3 MB that something else fills.</summary>
    [Fact]
    public async Task On_a_full_disk_changes_are_refused_and_it_heals_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(_folder, megabytes: 3);
        using var host = await Start();
        (await Register(host, "before")).Accepted.ShouldBeTrue();
        disk.Fill();
        await Eventually.True(async () => !(await Register(host, "big-" + new string('x', 150))).Accepted, "a change to be refused");
        Health(host).Reason!.ShouldContain("The disk is full");
        disk.Empty();
        await Eventually.True(() => Health(host).State == StorageState.Healthy, "the store to heal");
        (await Register(host, "after")).Accepted.ShouldBeTrue();
        await host.Stop();
        using var next = await Start();
        Ids(next).ShouldContain("after");
        Ids(next).ShouldContain("before");
        await next.Stop();
    }

    [Fact]
    public async Task A_silo_that_is_killed_at_any_moment_of_its_first_start_has_taken_over_all_or_does_it_at_the_next()
    {
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            Directory.Delete(_folder, recursive: true);
            Directory.CreateDirectory(_folder);
            await WriteFormer("one", "two", "three");
            using (var process = FormerProcess.Start(_folder))
            {
                // The start of the process itself is not of interest: from the first file of the new version on.
                await Eventually.True(() => File.Exists(Path.Combine(_folder, "silo.lock")), "the silo to begin");
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 500)), TimeProvider.System);
                process.Kill();
                await process.WaitForExitAsync().InTime();
            }
            using var host = await Start();
            Ids(host).ShouldBe(["declared", "one", "three", "two"]);
            await host.Stop();
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }
}

/// <summary>A silo on a folder of files in a process of its own: this program, started again.</summary>
internal static class FormerProcess
{
    public const string Argument = "--be-a-silo";

    public static async Task<int> Run(string folder)
    {
        using var host = await TestHosts.Silo(TestHosts.FreePort(), silo => silo.AddGenesis(genesis => genesis.UseSqlite(folder).AddComponentType<SystemStoreTests.Sample>()));
        await host.WaitForShutdownAsync();
        return 0;
    }

    public static Process Start(string folder) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument, folder]))!;
}
