using System.Collections.Concurrent;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.Reminders;

/// <summary>A storage that outlives silos.</summary>
internal sealed class LastingStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (string Json, string ETag)> _records = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!_records.TryGetValue((stateName, grainId), out var record)) return Task.CompletedTask;
        (grainState.State, grainState.ETag, grainState.RecordExists) = (JsonSerializer.Deserialize<T>(record.Json), record.ETag, true);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        var key = (stateName, grainId);
        var next = (JsonSerializer.Serialize(grainState.State), $"{Interlocked.Increment(ref _version)}");
        var before = _records.GetValueOrDefault(key);
        var written = before.ETag == grainState.ETag && (before.ETag is null ? _records.TryAdd(key, next) : _records.TryUpdate(key, next, before));
        if (!written) throw new InconsistentStateException("Somebody else wrote.", before.ETag, grainState.ETag);
        (grainState.ETag, grainState.RecordExists) = (next.Item2, true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
}
