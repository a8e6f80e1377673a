namespace Genesis.Storage;

/// <summary>A store that tells how it is. Every store of a silo is registered as one.</summary>
public interface IStorageHealthSource
{
    /// <summary>How it is now.</summary>
    StorageHealth Health { get; }
}
