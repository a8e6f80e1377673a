using Genesis.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Genesis.Persistence;

/// <summary>A database as Orleans' ADO.NET provider sees it.</summary>
/// <param name="Invariant">Orleans' name of the ADO.NET library.</param>
/// <param name="ConnectionString">The connection string of the provider's own connections.</param>
/// <param name="Scripts">The beginning of the names of its SQL files.</param>
/// <param name="NewDialect">Makes a dialect; each of our own connections needs one for itself.</param>
/// <param name="Options">The deadlines.</param>
internal sealed record OrleansDatabase(string Invariant, string ConnectionString, string Scripts, Func<IStoreDialect> NewDialect, StoreOptions Options)
{
    /// <summary>A SQLite file. Orleans loads Microsoft.Data.Sqlite for this invariant.</summary>
    public static OrleansDatabase Sqlite(string path)
    {
        var options = new SqliteStoreOptions { Path = path };
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // Orleans' statement for writing has its own BEGIN and COMMIT. A connection whose write failed in between must end, which rolls it back, and not go back to a pool.
            Pooling = false,
            // A file that vanishes must not come back empty.
            Mode = SqliteOpenMode.ReadWrite,
            DefaultTimeout = (int)options.OperationTimeout.TotalSeconds,
        };
        return new("System.Data.SQLite", text.ToString(), "Sqlite", () => new SqliteDialect(options), options);
    }

    /// <summary>A schema in a PostgreSQL database.</summary>
    public static OrleansDatabase PostgreSql(string connectionString, string schema)
    {
        var options = new PostgresStoreOptions { ConnectionString = connectionString, Schema = schema };
        var seconds = (int)options.OperationTimeout.TotalSeconds;
        var text = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema, CommandTimeout = seconds, Timeout = seconds, ApplicationName = "Genesis" };
        return new("Npgsql", text.ToString(), "PostgreSQL", () => new PostgresDialect(options), options);
    }
}
