using Genesis.Storage;

namespace Genesis;

/// <summary>Where the host keeps what must outlive it. Read at start; a change takes effect at the next.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Storage";

    /// <summary>What it is kept in.</summary>
    public StorageKind Kind { get; set; }

    /// <summary>For SQLite, the folder of the files; relative to the host's content root. Made if it is not there.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>For PostgreSQL, where the server is, as Npgsql wants it: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>For PostgreSQL, the schema of the tables; made if it is not there.</summary>
    public string Schema { get; set; } = "genesis";

    /// <summary>For memory, what is kept: give the same object to the next host to let it outlive this one.</summary>
    internal MemoryStores? Stores { get; set; }
}
