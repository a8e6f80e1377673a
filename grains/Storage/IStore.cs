namespace Genesis.Storage;

/// <summary>Does operations one after the other, in the order they came.</summary>
internal interface IStore : IStorageHealthSource, IDisposable
{
    /// <summary>Does an operation, or ends with <see cref="StorageUnavailableException"/> in time.</summary>
    Task<T> Do<T>(StoreOperation<T> operation);

    /// <summary>Opens the store.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be opened.</exception>
    Task Open(CancellationToken cancellationToken);

    /// <summary>Does what waits, then closes.</summary>
    Task Close(CancellationToken cancellationToken);

    /// <summary>Tells a version that was refused.</summary>
    void Refused(RefusedState refused);
}
