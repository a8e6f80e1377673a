using Genesis.Tests.Integration.Storage;
using Microsoft.Data.Sqlite;

namespace Genesis.Tests.Integration.Silo;

/// <summary>The silo program on storage that cannot be used: it ends with 3 and says what failed, why and what to do.</summary>
public sealed class StorageStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-start-").FullName;
    private readonly string _data;

    public StorageStartTests()
    {
        _data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), """{ "Logging": { "LogLevel": { "Default": "None" } } }""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_that_is_read_only()
    {
        using var disk = SmallDisk.Mount(_data, megabytes: 1, isReadOnly: true);
        await Refused($"Genesis could not start: Genesis:Storage:Folder is {_data}, and it cannot be written to:", "mount the volume writable, or choose another folder.");
    }

    [Fact]
    public async Task A_disk_that_is_full()
    {
        using var disk = SmallDisk.Mount(_data, megabytes: 1);
        disk.Fill();
        await Refused("The disk is full", "Make room on the volume");
    }

    [Fact]
    public async Task A_file_that_is_damaged()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "system.db"), new string('x', 10_000));
        await Refused("system.db is damaged or no SQLite file.", "Stop the silo and restore the file from a backup.");
    }

    [Fact]
    public async Task A_database_of_somebody_else()
    {
        Execute("CREATE TABLE accounts (id INTEGER)");
        await Refused("system.db is a SQLite database, but not a store of Genesis", "Give the store another file.");
    }

    [Fact]
    public async Task Tables_of_a_newer_version()
    {
        // What is not ours is told by this mark.
        Execute($"PRAGMA application_id = {0x476E7373}; CREATE TABLE genesis_marks (name TEXT PRIMARY KEY, value TEXT); INSERT INTO genesis_marks VALUES ('tables', '7')");
        await Refused("has grain storage tables of version 7, and this program knows version 1", "Start the newer Genesis");
    }

    [Fact]
    public async Task A_server_that_is_not_there() => await Refused(
        [$"--Genesis:Storage:Kind=Postgres", $"--Genesis:Storage:ConnectionString=Host=127.0.0.1;Port={TestHosts.FreePort()};Database=genesis;Username=genesis;Password=secret"],
        "could not be opened within 00:00:10", "Check that PostgreSQL 127.0.0.1");

    private Task Refused(params string[] sentences) => Refused([], sentences);

    private async Task Refused(string[] arguments, params string[] sentences)
    {
        await using var silo = SiloRun.Start(_folder, [$"--Genesis:GatewayPort={TestHosts.FreePort()}", "--Genesis:Doors:Address=http://127.0.0.1:0", .. arguments]);
        // A store tries for 10 s before it gives up.
        (await silo.Ended(TimeSpan.FromSeconds(60))).ShouldBe(3, silo.Output + silo.Error);
        foreach (var sentence in sentences) silo.Error.ShouldContain(sentence);
        silo.Error.ShouldNotContain("secret");
        silo.Error.ShouldNotContain("   at ");
        silo.Error.Trim().Split('\n').Length.ShouldBe(1, silo.Error);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "system.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
