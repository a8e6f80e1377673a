using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Stores the states of grains. A provider is a service of this type, keyed by its name. Its methods are called by many activations at a time.
/// A version that does not match must fail with <see cref="InconsistentStateException"/> and leave the record as it is.
/// </summary>
public interface IGrainStorage
{
    /// <summary>Reads a record into <paramref name="grainState"/>: value, version and whether there is one.</summary>
    /// <param name="stateName">The name of the state within the grain.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">Takes what was read; without a record, a fresh value and no version.</param>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ReadStateAsync(stateName, grainId, grainState);

    /// <summary>Writes a record, if the stored version is the one in <paramref name="grainState"/>, and sets the new version there.</summary>
    /// <param name="stateName">The name of the state within the grain.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The value and the version that was read.</param>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        WriteStateAsync(stateName, grainId, grainState);

    /// <summary>Clears a record, if the stored version is the one in <paramref name="grainState"/>.</summary>
    /// <param name="stateName">The name of the state within the grain.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The version that was read; takes what is left.</param>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ClearStateAsync(stateName, grainId, grainState);
}
