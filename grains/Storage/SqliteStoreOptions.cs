namespace Genesis.Storage;

/// <summary>A store in a SQLite file. A file belongs to one store.</summary>
public sealed class SqliteStoreOptions : StoreOptions
{
    /// <summary>The file; made if it is not there, with its directory.</summary>
    public string Path { get; set; } = "";

    /// <summary>How long an attempt waits for a file that another program has locked.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The file may grow to so many bytes; null for as many as there is room for. Beyond, the store degrades as if the disk were full.</summary>
    public long? MaximumBytes { get; set; }

    internal override void Validate(string store)
    {
        base.Validate(store);
        Require(Path.Length > 0, store, nameof(Path), $"\"{Path}\"", "the path of a file");
        Require(LockTimeout >= TimeSpan.FromSeconds(1), store, nameof(LockTimeout), LockTimeout, "at least 1 s");
        Require(MaximumBytes is null or >= 1 << 20, store, nameof(MaximumBytes), MaximumBytes, "at least 1 MB");
    }
}
