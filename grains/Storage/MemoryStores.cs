using Microsoft.Data.Sqlite;

namespace Genesis.Storage;

/// <summary>What stores in memory hold. Make one outside a silo to let it outlive the silo, as a disk would.</summary>
public sealed class MemoryStores : IDisposable
{
    private readonly Dictionary<string, SqliteConnection> _connections = [];
    private readonly Lock _gate = new();

    /// <summary>The database of a store, made at the first use.</summary>
    internal SqliteConnection Database(string name)
    {
        lock (_gate)
        {
            if (_connections.TryGetValue(name, out var connection)) return connection;
            connection = SqliteDialect.Connect("Data Source=:memory:;Pooling=False");
            _connections[name] = connection;
            return connection;
        }
    }

    /// <summary>Runs SQL on a store's database, for tests that damage what is stored.</summary>
    /// <param name="name">The store.</param>
    /// <param name="sql">The statements.</param>
    /// <returns>Rows changed.</returns>
    public int Execute(string name, string sql)
    {
        var connection = Database(name);
        lock (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var connection in _connections.Values) connection.Dispose();
            _connections.Clear();
        }
    }
}
