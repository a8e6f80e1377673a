namespace Genesis.Storage;

/// <summary>What a store keeps, and how operations are done on it. Called by one thread at a time.</summary>
internal interface IStoreTable
{
    /// <summary>What limits the store although it can commit; null for nothing.</summary>
    string? Warning { get; }

    /// <summary>Makes the tables where they are missing, and forgets what was remembered of an earlier connection.</summary>
    void Open(SqlSession session);

    /// <summary>Does operations that write, in their order, within a transaction.</summary>
    void Write(SqlSession session, IReadOnlyList<StoreOperation> operations);

    /// <summary>The transaction came to nothing: what was remembered of it is forgotten.</summary>
    void RolledBack();

    /// <summary>Does operations that read, after the writes before them.</summary>
    void Read(SqlSession session, IReadOnlyList<StoreOperation> operations);
}
