using Genesis.Storage;
using Microsoft.Data.Sqlite;

namespace Genesis.Tests.Integration.Storage;

/// <summary>SQLite files in a directory of their own.</summary>
internal sealed class SqliteBackend : IStoreBackend
{
    public SqliteBackend() => Directory = System.IO.Directory.CreateTempSubdirectory("genesis-store-").FullName;

    public string Directory { get; }

    public string File(string name) => Path.Combine(Directory, $"{name}.db");

    public void AddStorage(ISiloBuilder silo, string name) => silo.AddGenesisSqliteStorage(name, options => options.Path = File(name));

    public void AddJournal(ISiloBuilder silo, Action<JournalOptions>? limits) => silo.AddGenesisSqliteJournal(options => options.Path = File("journal"), limits);

    public int Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File(sql.Contains("journal_", StringComparison.Ordinal) ? "journal" : "checkpoints")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("{p}", "", StringComparison.Ordinal);
        return command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        return default;
    }
}
