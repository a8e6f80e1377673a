using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Genesis.Storage;

/// <summary>PostgreSQL. A statement costs a round trip there, so many are sent together.</summary>
internal sealed partial class PostgresDialect : IStoreDialect
{
    private const int SentTogether = 1000;
    private const long SchemaLock = 0x476E7373;

    // More statements than a store has, so that each is planned once per connection.
    private const int PreparedStatements = 64;

    private readonly PostgresStoreOptions _options;
    private readonly string _connectionString;
    private readonly Dictionary<string, string> _positional = [];
    private readonly Dictionary<string, long> _locks = [];

    public PostgresDialect(PostgresStoreOptions options)
    {
        _options = options;
        // The store has one connection and its own deadlines; the database's must not be longer.
        var seconds = Math.Max(1, (int)options.OperationTimeout.TotalSeconds);
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,
            CommandTimeout = seconds,
            Timeout = seconds,
            ApplicationName = "Genesis",
        };
        _connectionString = text.ToString();
        Kind = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {text.Host}:{text.Port}/{text.Database}");
    }

    public string Kind { get; }

    public string Prefix => $"{_options.Schema}.";

    public string ForUpdate => " FOR UPDATE";

    public string Types(string sql) => sql
        .Replace("{serial}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{key}", "BIGINT PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{blob}", "BYTEA", StringComparison.Ordinal)
        .Replace("{clustered}", "", StringComparison.Ordinal);

    public DbConnection Connect()
    {
        _locks.Clear();
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            connection.Open();
            // Silos that start together would collide in the catalog.
            using var transaction = connection.BeginTransaction();
            foreach (var sql in (ReadOnlySpan<string>)[$"SELECT pg_advisory_xact_lock({SchemaLock})", $"CREATE SCHEMA IF NOT EXISTS {_options.Schema}"])
            {
                using var command = new NpgsqlCommand(sql, connection, transaction);
                command.ExecuteNonQuery();
            }
            transaction.Commit();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Close(DbConnection connection) => connection.Dispose();

    public void Begin(SqlSession session, bool flush)
    {
        session.Run("BEGIN");
        // Off survives the end of this process, not a crash of the server within some tenths of a second.
        session.Run(flush ? "SET LOCAL synchronous_commit TO on" : "SET LOCAL synchronous_commit TO off");
    }

    public long? DataVersion(SqlSession session) => null;

    public void Serialize(SqlSession session, string store)
    {
        // Otherwise a number could become visible after a higher one, and who reads on from the higher one would miss it.
        if (!_locks.TryGetValue(store, out var key))
            _locks[store] = key = session.Number("SELECT hashtextextended(@name, 0)", $"{_options.Schema}.{store}")!.Value;
        session.Run("SELECT pg_advisory_xact_lock(@key)", key);
    }

    public bool HasTable(SqlSession session, string table) => session.Scalar("SELECT to_regclass(@name)::text", table) is not null;

    public void Many(SqlSession session, string sql, IReadOnlyList<object?[]> values, Action<int, DbDataReader>? row)
    {
        if (!_positional.TryGetValue(sql, out var positional)) _positional[sql] = positional = Positional(sql);
        for (var from = 0; from < values.Count; from += SentTogether)
        {
            using var batch = new NpgsqlBatch((NpgsqlConnection)session.Connection);
            var to = Math.Min(from + SentTogether, values.Count);
            for (var i = from; i < to; i++)
            {
                var command = new NpgsqlBatchCommand(positional);
                foreach (var value in values[i]) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
                batch.BatchCommands.Add(command);
            }
            if (row is null)
            {
                batch.ExecuteNonQuery();
                continue;
            }
            using var reader = batch.ExecuteReader();
            for (var i = from; i < to; i++, reader.NextResult())
                while (reader.Read()) row(i, reader);
        }
    }

    public string? Outage(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } error when IsOutage(state) => $"{error.MessageText} ({state}). Look at {Kind} and its log.",
        // A broken connection, a server that is not there, a command that took too long.
        PostgresException => null,
        NpgsqlException or TimeoutException => $"{exception.Message}{(exception.InnerException is { } inner ? $": {inner.Message}" : "")}. Check that {Kind} runs and can be reached from here.",
        // Npgsql says so of a connection that broke earlier.
        InvalidOperationException when exception.Source == "Npgsql" => $"{exception.Message} Check that {Kind} runs and can be reached from here.",
        _ => null,
    };

    /// <summary>Classes of errors that pass, or that somebody can mend: connection, resources, intervention, system, rights, and collisions.</summary>
    private static bool IsOutage(string state) =>
        state[..2] is "08" or "53" or "57" or "58" or "28" or "3D" or "40" || state is "55P03" or "25006" or "42501";

    /// <summary>Npgsql would parse named parameters anew in every command of every batch.</summary>
    private static string Positional(string sql)
    {
        List<string> names = [];
        return Parameter().Replace(sql, match =>
        {
            if (!names.Contains(match.Value)) names.Add(match.Value);
            return $"${names.IndexOf(match.Value) + 1}";
        });
    }

    [GeneratedRegex("@[a-z_0-9]+")]
    private static partial Regex Parameter();
}
