namespace Genesis;

/// <summary>What checkpoints, journal and the like are kept in.</summary>
public enum StorageKind
{
    /// <summary>Files in a folder: nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database.</summary>
    Postgres,

    /// <summary>The memory of the process, for tests: it ends with the host.</summary>
    Memory,
}
