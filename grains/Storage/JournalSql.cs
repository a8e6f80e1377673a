using System.Data.Common;

namespace Genesis.Storage;

/// <summary>The journal's statements, and its rows as objects and back.</summary>
internal sealed class JournalSql(string prefix)
{
    private const int RowOverhead = 200;
    private const string EventTypes = "id TEXT NOT NULL, source TEXT NOT NULL, epoch BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL, time BIGINT NOT NULL, "
        + "priority BIGINT NOT NULL, key TEXT, origin BIGINT NOT NULL, expires BIGINT, cause_id TEXT, cause_target TEXT, payload {blob} NOT NULL";
    private const string EventColumns = "id, source, epoch, sequence, type, time, priority, key, origin, expires, cause_id, cause_target, payload";
    private const string EventValues = "@id, @source, @epoch, @sequence, @type, @time, @priority, @key, @origin, @expires, @cause_id, @cause_target, @payload";

    private readonly string _entries = $"{prefix}_entries";
    private readonly string _deliveries = $"{prefix}_deliveries";
    private readonly string _figures = $"{prefix}_figures";
    private readonly string _epochs = $"{prefix}_epochs";
    private readonly string _letters = $"{prefix}_dead_letters";
    private readonly string _counts = $"{prefix}_counts";

    public string AppendEntry => field ??= $"INSERT INTO {_entries} ({EventColumns}, at, size, pending) VALUES ({EventValues}, @at, @size, @pending) ON CONFLICT (id) DO NOTHING RETURNING position";

    public string AppendDelivery => field ??= $"INSERT INTO {_deliveries} (target, position) VALUES (@target, @position)";

    public string PositionOf => field ??= $"SELECT position, source, epoch, sequence FROM {_entries} WHERE id = @id";

    public string EndDelivery => field ??= $"DELETE FROM {_deliveries} WHERE target = @target AND position = @position RETURNING position";

    public string EndedOne => field ??= $"UPDATE {_entries} SET pending = pending - 1 WHERE position = @position RETURNING type";

    public string NextEpoch => field ??= $"INSERT INTO {_epochs} (source, epoch) VALUES (@source, 1) ON CONFLICT (source) DO UPDATE SET epoch = {_epochs}.epoch + 1 RETURNING epoch";

    public string AddFigures => field ??= $"INSERT INTO {_figures} (type, target, appended, handled, expired, dead_lettered, duplicates) VALUES (@type, @target, @appended, @handled, @expired, @dead_lettered, @duplicates) "
        + $"ON CONFLICT (type, target) DO UPDATE SET appended = {_figures}.appended + excluded.appended, handled = {_figures}.handled + excluded.handled, expired = {_figures}.expired + excluded.expired, "
        + $"dead_lettered = {_figures}.dead_lettered + excluded.dead_lettered, duplicates = {_figures}.duplicates + excluded.duplicates";

    public string AddCount => field ??= $"INSERT INTO {_counts} (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = {_counts}.value + excluded.value";

    public string CountOf => field ??= $"SELECT value FROM {_counts} WHERE name = @name";

    public string Counts => field ??= $"SELECT name, value FROM {_counts}";

    public string Pending => field ??= $"SELECT d.position, {Prefixed("e")} FROM {_deliveries} d JOIN {_entries} e ON e.position = d.position WHERE d.target = @target AND d.position > @after ORDER BY d.position LIMIT @max";

    public string PendingCounts => field ??= $"SELECT target, COUNT(*) FROM {_deliveries} GROUP BY target";

    public string Figures => field ??= $"SELECT f.type, f.target, f.appended, f.handled, f.expired, f.dead_lettered, f.duplicates, COALESCE(p.pending, 0) FROM {_figures} f LEFT JOIN "
        + $"(SELECT e.type, d.target, COUNT(*) AS pending FROM {_deliveries} d JOIN {_entries} e ON e.position = d.position GROUP BY e.type, d.target) p "
        + "ON p.type = f.type AND p.target = f.target ORDER BY f.type, f.target";

    // An entry whose cause is still to be handled stays: when the handler runs again, it tells the same ids again, and must find them here.
    public string Trim => field ??= $"DELETE FROM {_entries} WHERE position IN (SELECT e.position FROM {_entries} e WHERE e.pending = 0 AND e.at < @before AND NOT EXISTS "
        + $"(SELECT 1 FROM {_entries} c JOIN {_deliveries} d ON d.position = c.position WHERE c.id = e.cause_id AND d.target = e.cause_target) ORDER BY e.position LIMIT @most) RETURNING size";

    public string AddLetter => field ??= $"INSERT INTO {_letters} ({EventColumns}, target, at, reason, attempts) VALUES ({EventValues}, @target, @at, @reason, @attempts) RETURNING number";

    public string RemoveLetter => field ??= $"DELETE FROM {_letters} WHERE number = @number";

    public string DropOldLetters => field ??= $"DELETE FROM {_letters} WHERE at < @before";

    public string DropLetters => field ??= $"DELETE FROM {_letters} WHERE number IN (SELECT number FROM {_letters} ORDER BY number LIMIT @most)";

    public string Letters => field ??= $"{SelectLetters} WHERE number < @before AND (@target = '' OR target = @target) AND (@type = '' OR type = @type) AND (@source = '' OR source = @source) ORDER BY number DESC LIMIT @max";

    public string Letter1 => field ??= $"{SelectLetters} WHERE number = @number";

    private string SelectLetters => $"SELECT number, target, at, reason, attempts, {EventColumns} FROM {_letters}";

    public void CreateTables(SqlSession session)
    {
        foreach (var sql in (ReadOnlySpan<string>)
        [
            $"CREATE TABLE IF NOT EXISTS {_entries} (position {{serial}}, {EventTypes}, at BIGINT NOT NULL, size BIGINT NOT NULL, pending BIGINT NOT NULL, UNIQUE (id))",
            $"CREATE INDEX IF NOT EXISTS {prefix.Split('.')[^1]}_done ON {_entries} (position) WHERE pending = 0",
            $"CREATE TABLE IF NOT EXISTS {_deliveries} (target TEXT NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (target, position)) {{clustered}}",
            $"CREATE TABLE IF NOT EXISTS {_figures} (type TEXT NOT NULL, target TEXT NOT NULL, appended BIGINT NOT NULL, handled BIGINT NOT NULL, expired BIGINT NOT NULL, dead_lettered BIGINT NOT NULL, duplicates BIGINT NOT NULL, PRIMARY KEY (type, target)) {{clustered}}",
            $"CREATE TABLE IF NOT EXISTS {_epochs} (source TEXT NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL) {{clustered}}",
            $"CREATE TABLE IF NOT EXISTS {_counts} (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL) {{clustered}}",
            $"CREATE TABLE IF NOT EXISTS {_letters} (number {{serial}}, {EventTypes}, target TEXT NOT NULL, at BIGINT NOT NULL, reason TEXT NOT NULL, attempts BIGINT NOT NULL)",
        ])
        {
            session.Run(session.Dialect.Types(sql));
        }
    }

    /// <summary>What an entry counts against the journal's limit.</summary>
    public static long SizeOf(JournalEntry entry) => entry.PayloadUtf8.Length + RowOverhead;

    public static object?[] Values(JournalEntry entry, long at) => [.. EventOf(entry), at, SizeOf(entry), (long)entry.Targets.Count];

    public static object?[] Values(DeadLetter letter) => [.. EventOf(letter.Event), letter.Target, letter.At.UtcTicks, letter.Reason, (long)letter.Attempts];

    public static JournalEntry Entry(DbDataReader reader, int at, string target) => new()
    {
        Id = reader.GetString(at),
        Source = reader.GetString(at + 1),
        Epoch = reader.GetInt64(at + 2),
        Sequence = reader.GetInt64(at + 3),
        Type = reader.GetString(at + 4),
        Time = new DateTimeOffset(reader.GetInt64(at + 5), TimeSpan.Zero),
        Priority = (EventPriority)reader.GetInt64(at + 6),
        Key = reader.IsDBNull(at + 7) ? null : reader.GetString(at + 7),
        Origin = (EventOrigin)reader.GetInt64(at + 8),
        ExpiresAt = reader.IsDBNull(at + 9) ? null : new DateTimeOffset(reader.GetInt64(at + 9), TimeSpan.Zero),
        CauseId = reader.IsDBNull(at + 10) ? null : reader.GetString(at + 10),
        CauseTarget = reader.IsDBNull(at + 11) ? null : reader.GetString(at + 11),
        PayloadUtf8 = reader.GetFieldValue<byte[]>(at + 12),
        Targets = [target],
    };

    public static DeadLetter Letter(DbDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        Target = reader.GetString(1),
        At = new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
        Reason = reader.GetString(3),
        Attempts = (int)reader.GetInt64(4),
        Event = Entry(reader, 5, reader.GetString(1)),
    };

    private static object?[] EventOf(JournalEntry entry) =>
    [
        entry.Id, entry.Source, entry.Epoch, entry.Sequence, entry.Type, entry.Time.UtcTicks, (long)entry.Priority, entry.Key, (long)entry.Origin, entry.ExpiresAt?.UtcTicks,
        entry.CauseId, entry.CauseTarget, entry.PayloadUtf8.ToArray(),
    ];

    private static string Prefixed(string alias) => string.Join(", ", EventColumns.Split(", ").Select(column => $"{alias}.{column}"));
}
