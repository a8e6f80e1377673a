namespace Genesis.Storage;

/// <summary>
/// A store could not do what was asked in time: its disk is full, its file locked or read-only, its server stopped, or its queue full.
/// The store goes on trying by itself. Whether a write was done may be unknown: read again, or repeat what may be repeated.
/// </summary>
[GenerateSerializer, Alias("Genesis.StorageUnavailableException")]
public sealed class StorageUnavailableException : OrleansException
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }
}
