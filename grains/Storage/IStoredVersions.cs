namespace Genesis.Storage;

/// <summary>Looks into a store: which versions it keeps and what is in them. Keyed by the store's name.</summary>
public interface IStoredVersions
{
    /// <summary>The store's name.</summary>
    string Store { get; }

    /// <summary>The versions kept of a grain's states, newest first, including refused ones that are kept for inspection.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<StoredVersion>> List(GrainId grain, CancellationToken cancellationToken = default);

    /// <summary>What is in a version, as JSON in UTF-8; null if it is not kept any more.</summary>
    /// <exception cref="StateRefusedException">The version is not sound.</exception>
    Task<ReadOnlyMemory<byte>?> Read(GrainId grain, string stateName, long version, CancellationToken cancellationToken = default);
}
