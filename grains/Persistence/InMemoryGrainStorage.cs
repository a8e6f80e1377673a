using System.Globalization;
using Genesis.Storage;
using Orleans.Storage;

namespace Genesis.Persistence;

/// <summary>
/// Grain storage in memory with the serializer and the versions of the one in a database, for tests: it takes no time and works on its caller's thread. What is kept can
/// outlive the silo.
/// </summary>
internal sealed class InMemoryGrainStorage(string name, MemoryStores stores, IGrainStorageSerializer serializer) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = stores.Find(Key(stateName, grainId));
        grainState.State = record.Payload is { } payload ? serializer.Deserialize<T>(payload)! : StateTypes<T>.Fresh();
        grainState.ETag = record.Version is { } version ? ETag(version) : null;
        grainState.RecordExists = record.Payload is not null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Replace("written", stateName, grainId, grainState, serializer.Serialize(grainState.State));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Replace("cleared", stateName, grainId, grainState, null);
        (grainState.State, grainState.RecordExists) = (StateTypes<T>.Fresh(), false);
        return Task.CompletedTask;
    }

    private void Replace<T>(string what, string stateName, GrainId grainId, IGrainState<T> grainState, BinaryData? payload)
    {
        int? expected = grainState.ETag is { Length: > 0 } etag ? int.Parse(etag, CultureInfo.InvariantCulture) : null;
        if (!stores.TryReplace(Key(stateName, grainId), expected, payload, out var version))
        {
            throw new InconsistentStateException(
                $"State '{stateName}' of {grainId} was not {what} in store \"{name}\": somebody else wrote in between. Read again and decide again.", version is { } stored ? ETag(stored) : null, grainState.ETag);
        }
        grainState.ETag = ETag(version!.Value);
    }

    private (string Store, string State, GrainId Grain) Key(string stateName, GrainId grainId) => (name, stateName, grainId);

    private static string ETag(int version) => version.ToString(CultureInfo.InvariantCulture);
}
