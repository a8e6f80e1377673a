using System.Data.Common;
using Orleans.Storage;

namespace Genesis.Storage;

/// <summary>
/// States in two tables: heads (which version is the newest) and rows (the last three versions, each in its slot). A version's slot is its
/// number modulo three, so that a write replaces the oldest, and rows of one slot lie side by side.
/// </summary>
internal sealed class StateTable(string store, TimeProvider time) : IStoreTable
{
    /// <summary>Versions kept.</summary>
    public const int Kept = 3;

    private const int RefusedKept = 200;
    private const int MostHeads = 500_000;
    private const long SlotSize = 1L << 48;
    private const string Columns = "r.grain, r.name, r.version, r.time, r.type, r.format, r.raw_size, r.size, r.checksum, r.payload";
    private static readonly TimeSpan ClearedKept = TimeSpan.FromDays(7);

    private readonly Dictionary<StateKey, StateHead> _heads = [];
    private readonly List<StateChange> _changes = [];

    private string _headTable = "";
    private string _rowTable = "";
    private string _refusedTable = "";
    private long? _dataVersion;

    public string? Warning => null;

    public void Open(SqlSession session)
    {
        Forget();
        var prefix = session.Dialect.Prefix + Names.TablesOf(store);
        (_headTable, _rowTable, _refusedTable) = ($"{prefix}_heads", $"{prefix}_rows", $"{prefix}_refused");
        const string stored = "grain TEXT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL, time BIGINT NOT NULL, type TEXT NOT NULL, "
            + "format BIGINT NOT NULL, raw_size BIGINT NOT NULL, size BIGINT NOT NULL, checksum {blob} NOT NULL, payload {blob} NOT NULL";
        session.Run(session.Dialect.Types(
            $"CREATE TABLE IF NOT EXISTS {_headTable} (id {{serial}}, grain TEXT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL, cleared BIGINT NOT NULL, time BIGINT NOT NULL, UNIQUE (grain, name))"));
        session.Run(session.Dialect.Types($"CREATE TABLE IF NOT EXISTS {_rowTable} (id {{key}}, {stored})"));
        session.Run(session.Dialect.Types(
            $"CREATE TABLE IF NOT EXISTS {_refusedTable} (id {{serial}}, key_grain TEXT NOT NULL, key_name TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL, {stored})"));
        session.Run($"DELETE FROM {_headTable} WHERE cleared = 1 AND time < @before", (time.GetUtcNow() - ClearedKept).UtcTicks);
    }

    public void Write(SqlSession session, IReadOnlyList<StoreOperation> operations)
    {
        _changes.Clear();
        Load(session, operations);
        foreach (var operation in operations)
        {
            if (operation is StateWrite write) Decide(session, write, _heads[write.Key]);
            else SetAside(session, (StateSetAside)operation);
        }
        Store(session);
        _changes.Clear();
    }

    public void RolledBack() => Forget();

    public void Read(SqlSession session, IReadOnlyList<StoreOperation> operations)
    {
        var reads = operations.OfType<StateRead>().ToList();
        foreach (var read in reads) read.Result = null;
        session.Many(
            $"SELECT h.version, {Columns} FROM {_headTable} h LEFT JOIN {_rowTable} r ON r.id = (h.version % {Kept}) * {SlotSize} + h.id WHERE h.cleared = 0 AND h.grain = @grain AND h.name = @name",
            [.. reads.Select(static read => new object?[] { read.Key.Grain, read.Key.Name })],
            (i, reader) => reads[i].Result = new NewestState(reader.GetInt64(0), reader.IsDBNull(1) ? null : Row(reader, 1)));
        foreach (var versions in operations.OfType<StateVersionsRead>()) versions.Result = ReadVersions(session, versions.Grain);
    }

    private void Forget()
    {
        _heads.Clear();
        _dataVersion = null;
    }

    /// <summary>Sees to it that the heads of all states that are written are known, as they are within this transaction.</summary>
    private void Load(SqlSession session, IReadOnlyList<StoreOperation> operations)
    {
        var dataVersion = session.Dialect.DataVersion(session);
        if (dataVersion is null || dataVersion != _dataVersion || _heads.Count > MostHeads) _heads.Clear();
        _dataVersion = dataVersion;
        // In one order, so that two silos that write the same states do not lock each other out.
        var missing = operations.OfType<StateWrite>().Where(write => !_heads.ContainsKey(write.Key)).DistinctBy(static write => write.Key)
            .OrderBy(static write => write.Key.Grain, StringComparer.Ordinal).ThenBy(static write => write.Key.Name, StringComparer.Ordinal).ToList();
        session.Many(
            $"INSERT INTO {_headTable} (grain, name, version, cleared, time) VALUES (@grain, @name, 0, 1, @time) ON CONFLICT (grain, name) DO NOTHING",
            [.. missing.Where(static write => write is { Expected: null, State: not null }).Select(write => new object?[] { write.Key.Grain, write.Key.Name, time.GetUtcNow().UtcTicks })]);
        foreach (var write in missing) _heads[write.Key] = new StateHead();
        session.Many(
            $"SELECT id, version, cleared FROM {_headTable} WHERE grain = @grain AND name = @name{session.Dialect.ForUpdate}",
            [.. missing.Select(static write => new object?[] { write.Key.Grain, write.Key.Name })],
            (i, reader) => _heads[missing[i].Key] = new StateHead { Id = reader.GetInt64(0), Version = reader.GetInt64(1), Cleared = reader.GetInt64(2) != 0 });
    }

    private void Store(SqlSession session)
    {
        session.Many(
            $"UPDATE {_headTable} SET version = @version, cleared = @cleared, time = @time WHERE id = @id",
            [.. _changes.Select(static change => new object?[] { change.Version, change.State is null ? 1L : 0L, change.Time, change.Id })]);
        foreach (var change in _changes.Where(static change => change.State is null))
            for (var slot = 0; slot < Kept; slot++) session.Run($"DELETE FROM {_rowTable} WHERE id = @id", RowId(change.Id, slot));
        session.Many(
            $"INSERT INTO {_rowTable} (id, grain, name, version, time, type, format, raw_size, size, checksum, payload) "
            + "VALUES (@id, @grain, @name, @version, @time, @type, @format, @raw_size, @size, @checksum, @payload) ON CONFLICT (id) DO UPDATE SET "
            + "grain = excluded.grain, name = excluded.name, version = excluded.version, time = excluded.time, type = excluded.type, format = excluded.format, "
            + "raw_size = excluded.raw_size, size = excluded.size, checksum = excluded.checksum, payload = excluded.payload",
            [.. _changes.Where(static change => change.State is not null).Select(static change => new object?[]
            {
                RowId(change.Id, change.Version), change.Key.Grain, change.Key.Name, change.Version, change.Time, change.State!.Type, (long)change.State.Format,
                (long)change.State.RawSize, (long)change.State.Size, StateCodec.Bind(change.State.Checksum, change.Version), change.State.Payload,
            })]);
    }

    private static long RowId(long headId, long version) => (version % Kept * SlotSize) + headId;

    private List<KeptState> ReadVersions(SqlSession session, string grain)
    {
        List<KeptState> kept = [];
        var slots = string.Join(", ", Enumerable.Range(0, Kept).Select(static slot => $"h.id + {slot * SlotSize}"));
        using (var reader = session.Query($"SELECT h.name, {Columns} FROM {_headTable} h JOIN {_rowTable} r ON r.id IN ({slots}) WHERE h.cleared = 0 AND h.grain = @grain ORDER BY h.name, r.version DESC", grain))
            while (reader.Read()) kept.Add(new KeptState(new StateKey(grain, reader.GetString(0)), Row(reader, 1), null));
        using (var reader = session.Query($"SELECT r.key_name, r.reason, {Columns} FROM {_refusedTable} r WHERE r.key_grain = @grain ORDER BY r.id DESC", grain))
            while (reader.Read()) kept.Add(new KeptState(new StateKey(grain, reader.GetString(0)), Row(reader, 2), reader.GetString(1)));
        return kept;
    }

    private void Decide(SqlSession session, StateWrite write, StateHead head)
    {
        write.Refusal = null;
        if (write.Expected != head.ETag)
        {
            if (write.Attempts > 0 && IsOwn(session, write, head)) write.Result = head.Cleared ? null : head.Version;
            else write.Refusal = Conflict(write, head.ETag);
            return;
        }
        if (write.State is null && head.Cleared)
        {
            write.Result = null;
            return;
        }
        head.Version++;
        head.Cleared = write.State is null;
        write.Result = head.Cleared ? null : head.Version;
        _changes.Add(new StateChange(write.Key, head.Id, head.Version, time.GetUtcNow().UtcTicks, write.State));
    }

    /// <summary>An attempt before this one may have been committed although its answer was lost: then what is stored is what was to be written.</summary>
    private bool IsOwn(SqlSession session, StateWrite write, StateHead head)
    {
        if (write.State is not { } state) return head.Cleared;
        if (head.Cleared || head.ETag is null) return false;
        var stored = session.Scalar($"SELECT checksum FROM {_rowTable} WHERE id = @id", RowId(head.Id, head.Version)) as byte[];
        return stored is not null && stored.AsSpan().SequenceEqual(StateCodec.Bind(state.Checksum, head.Version));
    }

    private InconsistentStateException Conflict(StateWrite write, string? stored) => new(
        $"State {write.Key} was not {(write.State is null ? "cleared" : "written")} in store \"{store}\": version {write.Expected ?? "none"} was read, and now it is {stored ?? "none"}, so somebody else wrote in between. Read again and decide again.",
        stored, write.Expected);

    private void SetAside(SqlSession session, StateSetAside aside)
    {
        var (row, state) = (aside.Row, aside.Row.State);
        session.Run(
            $"INSERT INTO {_refusedTable} (key_grain, key_name, reason, at, grain, name, version, time, type, format, raw_size, size, checksum, payload) "
            + "SELECT @key_grain, @key_name, @reason, @at, @grain, @name, @version, @time, @type, @format, @raw_size, @size, @checksum, @payload "
            + $"WHERE NOT EXISTS (SELECT 1 FROM {_refusedTable} r WHERE r.key_grain = @key_grain AND r.key_name = @key_name AND r.version = @version AND r.time = @time)",
            aside.Key.Grain, aside.Key.Name, aside.Reason, time.GetUtcNow().UtcTicks,
            row.Grain, row.Name, row.Version, row.Time, state.Type, (long)state.Format, (long)state.RawSize, (long)state.Size, state.Checksum, state.Payload);
        session.Run($"DELETE FROM {_refusedTable} WHERE id <= (SELECT MAX(id) FROM {_refusedTable}) - {RefusedKept}");
    }

    private static StateRow Row(DbDataReader reader, int at) => new(
        reader.GetString(at), reader.GetString(at + 1), reader.GetInt64(at + 2), reader.GetInt64(at + 3),
        new EncodedState(
            reader.GetString(at + 4), (int)reader.GetInt64(at + 5), (int)reader.GetInt64(at + 6), (int)reader.GetInt64(at + 7),
            reader.GetFieldValue<byte[]>(at + 8), reader.GetFieldValue<byte[]>(at + 9)));
}
