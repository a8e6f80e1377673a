using System.Data.Common;

namespace Genesis.Storage;

/// <summary>SQLite in memory: the connection is the database, so it is never closed here.</summary>
internal sealed class MemoryDialect(MemoryStores stores, string name) : IStoreDialect
{
    static MemoryDialect() => SQLitePCL.Batteries_V2.Init();

    public string Kind => "memory";

    public string Prefix => "";

    public string ForUpdate => "";

    public string Types(string sql) => SqliteDialect.SqliteTypes(sql);

    public DbConnection Connect() => stores.Database(name);

    public void Close(DbConnection connection)
    {
    }

    public void Begin(SqlSession session, bool flush) => session.Run("BEGIN IMMEDIATE");

    public long? DataVersion(SqlSession session) => null;

    public void Serialize(SqlSession session, string store)
    {
        // A transaction that writes holds the whole file.
    }

    public bool HasTable(SqlSession session, string table) => SqliteDialect.HasSqliteTable(session, table);

    public void Many(SqlSession session, string sql, IReadOnlyList<object?[]> values, Action<int, DbDataReader>? row) =>
        SqliteDialect.OneByOne(session, sql, values, row);

    public string? Outage(Exception exception) => null;
}
