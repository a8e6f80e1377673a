namespace Genesis.Storage;

/// <summary>
/// A store in memory, for tests: the same code and semantics as the one in a SQLite file. It works on the caller's own thread, so it
/// runs in a simulation.
/// </summary>
public sealed class MemoryStoreOptions : StoreOptions
{
    /// <summary>Where the data is; give the same object to the next silo to let it outlive this one. Null: it ends with the silo.</summary>
    public MemoryStores? Stores { get; set; }

    /// <summary>Time that an operation takes, by the silo's <see cref="TimeProvider"/>; it takes effect after half of it.</summary>
    public Func<TimeSpan>? Latency { get; set; }

    /// <summary>Asked before every operation; what it returns is what the operation fails with, as if the disk were full.</summary>
    public Func<Exception?>? Fault { get; set; }
}
