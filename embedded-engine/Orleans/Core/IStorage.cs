namespace Orleans.Core;

/// <summary>Reads, writes and clears a stored record.</summary>
public interface IStorage
{
    /// <summary>The version that was last read or written; null if there is none.</summary>
    string? Etag { get; }

    /// <summary>Whether the store holds a record.</summary>
    bool RecordExists { get; }

    /// <summary>Clears the record. Fails with <see cref="Orleans.Storage.InconsistentStateException"/> if the stored version is another one.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the record. Fails with <see cref="Orleans.Storage.InconsistentStateException"/> if the stored version is another one.</summary>
    Task WriteStateAsync();

    /// <summary>Reads the record; what was in memory is lost.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>A stored record with its value.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The value in memory.</summary>
    TState State { get; set; }
}
