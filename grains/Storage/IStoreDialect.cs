using System.Data.Common;

namespace Genesis.Storage;

/// <summary>Where databases differ: how to connect, how a transaction begins, how many statements are run, and what an error means.</summary>
internal interface IStoreDialect
{
    /// <summary>What and where, for people.</summary>
    string Kind { get; }

    /// <summary>Put before the names of tables.</summary>
    string Prefix { get; }

    /// <summary>Put after a SELECT whose rows are to be changed in the transaction.</summary>
    string ForUpdate { get; }

    /// <summary>
    /// A number that changes when somebody else has committed, so that what was read before is still so if it is the same. Null: it cannot be
    /// told, so read again.
    /// </summary>
    long? DataVersion(SqlSession session);

    /// <summary>Lets transactions on this store commit one after the other in the order of their numbers, also those of other processes.</summary>
    void Serialize(SqlSession session, string store);

    /// <summary>Whether there is a table of that name, with its prefix.</summary>
    bool HasTable(SqlSession session, string table);

    /// <summary>Names of column types in statements that make tables: {serial}, {key}, {blob} and {clustered}.</summary>
    string Types(string sql);

    /// <summary>Opens a connection that is ready for use.</summary>
    DbConnection Connect();

    /// <summary>Closes it; keeps it when the data would go with it.</summary>
    void Close(DbConnection connection);

    /// <summary>Begins a transaction that writes.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="flush">The commit must survive a power cut, not only the end of this process.</param>
    void Begin(SqlSession session, bool flush);

    /// <summary>Runs a statement once for each set of values, in order.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="sql">The statement. With <paramref name="row"/> it must return rows.</param>
    /// <param name="values">The values of its parameters, in order of their first appearance.</param>
    /// <param name="row">Called for each row with the index of its set of values.</param>
    void Many(SqlSession session, string sql, IReadOnlyList<object?[]> values, Action<int, DbDataReader>? row);

    /// <summary>Why a store that says this cannot be used now, with what to do; null if the error is the operation's own.</summary>
    string? Outage(Exception exception);
}
