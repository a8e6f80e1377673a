using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Embedded.Storage;

/// <summary>
/// Keeps records in the memory of the process until the silo ends. What is stored is a copy: a grain that goes on changing its
/// state changes nothing here until it writes.
/// </summary>
internal sealed class MemoryStorage(StateJson json, string name, MemoryRecords records) : IGrainStorage
{
    /// <summary>An ETag that matches every record.</summary>
    private const string Any = "*";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (records.All.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = Restore<T>(record, stateName, grainId);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            Empty(grainState);
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var next = new MemoryRecord(Snapshot(grainState.State, stateName, grainId), records.NextETag());
        while (true)
        {
            var stored = Check(key, grainState.ETag, "written");
            if (stored is null ? records.All.TryAdd(key, next) : records.All.TryUpdate(key, next, stored)) break;
        }
        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        while (Check(key, grainState.ETag, "cleared") is { } stored)
            if (records.All.TryRemove(new KeyValuePair<(string, GrainId), MemoryRecord>(key, stored))) break;
        Empty(grainState);
        return Task.CompletedTask;
    }

    /// <summary>The stored record if the caller has read this very one; null if there is none and the caller knows.</summary>
    private MemoryRecord? Check((string State, GrainId Grain) key, string? etag, string what)
    {
        var stored = records.All.GetValueOrDefault(key);
        if (etag == Any || etag == stored?.ETag) return stored;
        throw new InconsistentStateException(
            $"State '{key.State}' of {key.Grain} was not {what} in memory storage \"{name}\": version {etag ?? "none"} was read, and now it is {stored?.ETag ?? "none"}, so somebody else wrote in between. Read again and decide again.",
            stored?.ETag, etag);
    }

    private static void Empty<T>(IGrainState<T> grainState)
    {
        grainState.State = StateActivator<T>.Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <summary>What cannot change is kept as it is, what the engine knows how to copy is copied, the rest goes through JSON.</summary>
    private object? Snapshot<T>(T? state, string stateName, GrainId grainId)
    {
        if (state is null) return null;
        if (PassingRule.Of(typeof(T)) != Passing.Refused) return ArgumentCopier<T>.Copy(state);
        try
        {
            return new Json(json.Serialize(state));
        }
        catch (Exception exception) when (exception is NotSupportedException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new OrleansException(
                $"State '{stateName}' of {grainId} cannot be stored: {Reflect.Name(typeof(T))} does not go into JSON. {exception.Message} "
                + "Give it public properties of types that do, or make it immutable ([GenerateSerializer, Immutable]).", exception);
        }
    }

    private T Restore<T>(MemoryRecord record, string stateName, GrainId grainId) => record.Value switch
    {
        null => StateActivator<T>.Create(),
        Json bytes => json.Deserialize<T>(bytes.Bytes) ?? StateActivator<T>.Create(),
        T value => ArgumentCopier<T>.Copy(value),
        var other => throw new OrleansException(
            $"State '{stateName}' of {grainId} is a {Reflect.Name(other.GetType())} in memory storage \"{name}\" and was asked for as {Reflect.Name(typeof(T))}."),
    };

    private sealed record Json(byte[] Bytes);
}
