using Microsoft.Data.Sqlite;

namespace Genesis.Storage;

/// <summary>What stores in memory hold. Make one outside a silo to let it outlive the silo, as a disk would.</summary>
public sealed class MemoryStores : IDisposable
{
    private readonly Dictionary<string, SqliteConnection> _connections = [];
    private readonly Dictionary<(string Store, string State, GrainId Grain), (BinaryData? Payload, int Version)> _states = [];
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

    /// <summary>A state and its version; neither if it was never written, no payload if it was cleared.</summary>
    internal (BinaryData? Payload, int? Version) Find((string Store, string State, GrainId Grain) key)
    {
        lock (_gate) return _states.TryGetValue(key, out var state) ? (state.Payload, state.Version) : (null, null);
    }

    /// <summary>Writes a state over the version that was read.</summary>
    /// <param name="key">The state.</param>
    /// <param name="expected">The version that was read; null for none.</param>
    /// <param name="payload">What is written; null to clear.</param>
    /// <param name="version">The version that is there now.</param>
    /// <returns>False when another version is there.</returns>
    internal bool TryReplace((string Store, string State, GrainId Grain) key, int? expected, BinaryData? payload, out int? version)
    {
        lock (_gate)
        {
            version = _states.TryGetValue(key, out var state) ? state.Version : null;
            if (version != expected) return false;
            version = (version ?? 0) + 1;
            _states[key] = (payload, version.Value);
            return true;
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
