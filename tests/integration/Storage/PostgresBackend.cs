using Genesis.Storage;
using Npgsql;

namespace Genesis.Tests.Integration.Storage;

/// <summary>A database on a real server.</summary>
internal sealed class PostgresBackend(string connectionString) : IStoreBackend
{
    public void AddStorage(ISiloBuilder silo, string name) => silo.AddGenesisPostgresStorage(name, options => options.ConnectionString = connectionString);

    public void AddJournal(ISiloBuilder silo, Action<JournalOptions>? limits) => silo.AddGenesisPostgresJournal(options => options.ConnectionString = connectionString, limits);

    public int Execute(string sql)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql.Replace("{p}", "genesis.", StringComparison.Ordinal).Replace("x'", "'\\x", StringComparison.Ordinal), connection);
        return command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync() => default;
}
