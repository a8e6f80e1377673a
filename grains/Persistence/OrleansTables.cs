using System.Globalization;
using Genesis.Storage;

namespace Genesis.Persistence;

/// <summary>The tables and queries of Orleans' ADO.NET storage, and marks of ours beside them: the version of the tables, and what was taken over.</summary>
internal static class OrleansTables
{
    /// <summary>The version of the tables that this program knows.</summary>
    public const int Version = 1;

    private const string VersionMark = "tables";
    private const string ProbeMark = "probe";

    private static readonly string[] Queries = ["ReadFromStorageKey", "WriteToStorageKey", "ClearStorageKey", "DeleteStorageKey"];

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="StorageUnavailableException">A newer program has made the tables.</exception>
    public static void Make(SqlSession session, string scripts)
    {
        session.Run($"CREATE TABLE IF NOT EXISTS {Marks(session)} (name VARCHAR(100) NOT NULL PRIMARY KEY, value VARCHAR(1000) NOT NULL)");
        var found = Find(session, VersionMark);
        if (found is not null && (!int.TryParse(found, CultureInfo.InvariantCulture, out var version) || version > Version))
        {
            throw new StorageUnavailableException(
                $"{session.Dialect.Kind} has grain storage tables of version {found}, and this program knows version {Version}: a newer Genesis has made them. "
                + "Start the newer Genesis, or give this one another folder or schema.");
        }
        if (found is null) Create(session, scripts);
        foreach (var query in Queries)
        {
            if (Text($"{scripts}.{query}.sql") is not { } text) continue;
            // Only what has changed: a start that finds all in order writes nothing.
            if (session.Scalar($"SELECT QueryText FROM {session.Dialect.Prefix}OrleansQuery WHERE QueryKey = @name", query) as string == text) continue;
            session.Run($"INSERT INTO {session.Dialect.Prefix}OrleansQuery (QueryKey, QueryText) VALUES (@name, @text) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText", query, text);
        }
    }

    /// <summary>The value of a mark; null if there is none.</summary>
    public static string? Find(SqlSession session, string mark) => session.Scalar($"SELECT value FROM {Marks(session)} WHERE name = @name", mark) as string;

    /// <summary>Sets a mark.</summary>
    public static void Set(SqlSession session, string mark, string value) =>
        session.Run($"INSERT INTO {Marks(session)} (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", mark, value);

    /// <summary>Writes something that nobody reads.</summary>
    public static void Probe(SqlSession session, DateTimeOffset now) => Set(session, ProbeMark, now.ToString("O", CultureInfo.InvariantCulture));

    private static string Marks(SqlSession session) => $"{session.Dialect.Prefix}genesis_marks";

    private static void Create(SqlSession session, string scripts)
    {
        // The script names its tables without a schema.
        if (session.Dialect.Prefix.Length > 0) session.Run($"SET LOCAL search_path TO {session.Dialect.Prefix.TrimEnd('.')}");
        using var command = session.Connection.CreateCommand();
        command.CommandText = Text($"{scripts}.Tables.sql")!;
        command.ExecuteNonQuery();
        Set(session, VersionMark, Version.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Text(string file)
    {
        using var stream = typeof(OrleansTables).Assembly.GetManifestResourceStream($"OrleansSql.{file}");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
