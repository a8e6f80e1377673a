using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Genesis.Storage;

/// <summary>SQLite in a file, with a write-ahead log.</summary>
internal sealed class SqliteDialect(SqliteStoreOptions options) : IStoreDialect
{
    // "Gnss": marks the file as ours, so that somebody else's database is never written to.
    private const long ApplicationId = 0x476E7373;
    private const int PageSize = 8192;

    // 32 MB between two transfers from the log into the file: what is written often meanwhile is transferred once.
    private const int PagesInLog = (32 << 20) / PageSize;

    private bool? _flush;

    static SqliteDialect() => SQLitePCL.Batteries_V2.Init();

    public string Kind => $"SQLite {options.Path}";

    public string Prefix => "";

    public string ForUpdate => "";

    public string Types(string sql) => SqliteTypes(sql);

    public DbConnection Connect()
    {
        _flush = null;
        var directory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(options.Path));
        if (directory is not null) Directory.CreateDirectory(directory);
        var text = new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false, DefaultTimeout = (int)options.LockTimeout.TotalSeconds };
        var connection = Connect(text.ToString());
        try
        {
            Configure(connection);
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
        // Takes effect between transactions only. NORMAL survives the end of the process, FULL a power cut too.
        if (_flush != flush) session.Run(flush ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _flush = flush;
        session.Run("BEGIN IMMEDIATE");
    }

    public long? DataVersion(SqlSession session) => session.Number("PRAGMA data_version");

    public void Serialize(SqlSession session, string store)
    {
        // A transaction that writes holds the whole file.
    }

    public bool HasTable(SqlSession session, string table) => HasSqliteTable(session, table);

    public void Many(SqlSession session, string sql, IReadOnlyList<object?[]> values, Action<int, DbDataReader>? row) => OneByOne(session, sql, values, row);

    public string? Outage(Exception exception) => exception switch
    {
        SqliteException error => Explain(error),
        UnauthorizedAccessException or IOException => $"{exception.Message} Check the directory of {options.Path} and its rights.",
        _ => null,
    };

    internal static string SqliteTypes(string sql) => sql
        .Replace("{serial}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("{key}", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{blob}", "BLOB", StringComparison.Ordinal)
        .Replace("{clustered}", "WITHOUT ROWID", StringComparison.Ordinal);

    internal static bool HasSqliteTable(SqlSession session, string table) => session.Scalar("SELECT name FROM sqlite_master WHERE type = 'table' AND name = @name", table) is not null;

    /// <summary>A statement costs microseconds here, so there is nothing to gain by sending several at a time.</summary>
    internal static void OneByOne(SqlSession session, string sql, IReadOnlyList<object?[]> values, Action<int, DbDataReader>? row)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (row is null)
            {
                session.Run(sql, values[i]);
                continue;
            }
            using var reader = session.Query(sql, values[i]);
            while (reader.Read()) row(i, reader);
        }
    }

    internal static SqliteConnection Connect(string text)
    {
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Configure(SqliteConnection connection)
    {
        var application = Pragma(connection, "application_id");
        if (application != ApplicationId && (application != 0 || Pragma(connection, "schema_version") != 0))
            throw new StorageUnavailableException($"{options.Path} is a SQLite database, but not a store of Genesis, so it is left alone. Give the store another file.");
        Pragma(connection, $"page_size = {PageSize}");
        Pragma(connection, "journal_mode = WAL");
        Pragma(connection, $"wal_autocheckpoint = {PagesInLog}");
        Pragma(connection, "cache_size = -65536");
        Pragma(connection, "journal_size_limit = 67108864");
        if (options.MaximumBytes is { } most) Pragma(connection, $"max_page_count = {Math.Max(1, most / PageSize)}");
        if (application == 0) Pragma(connection, $"application_id = {ApplicationId}");
    }

    private static long Pragma(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return command.ExecuteScalar() is long value ? value : 0;
    }

    private string? Explain(SqliteException error)
    {
        var advice = error.SqliteErrorCode switch
        {
            13 => $"The disk is full, or the file has reached its limit. Make room on the volume of {options.Path}; nothing else need be done.",
            5 or 6 => $"Another program has locked {options.Path}. End it, or wait until it is done.",
            8 => $"{options.Path} or its directory cannot be written to. Give this process the right to, or mount the volume writable.",
            10 => $"Reading or writing {options.Path} failed. Check the disk.",
            14 => $"{options.Path} cannot be opened. Check that its directory exists and that this process may write there.",
            11 or 26 => $"{options.Path} is damaged or no SQLite file. Stop the silo and restore the file from a backup.",
            7 => "SQLite got no memory.",
            _ => null,
        };
        return advice is null ? null : string.Create(CultureInfo.InvariantCulture, $"{error.Message} {advice}");
    }
}
