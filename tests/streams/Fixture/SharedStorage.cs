using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Genesis.Tests.Streams.Fixture;

/// <summary>A grain storage in the memory of the test: it outlives silos and is shared by all of a cluster.</summary>
public sealed class SharedStorage : IGrainStorage
{
    private readonly Dictionary<(string, GrainId), (string Json, string Version)> _records = [];
    private long _lastVersion;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_records)
        {
            var found = _records.TryGetValue((stateName, grainId), out var record);
            grainState.State = found ? JsonSerializer.Deserialize<T>(record.Json)! : Activator.CreateInstance<T>();
            grainState.ETag = found ? record.Version : null;
            grainState.RecordExists = found;
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_records)
        {
            var version = (++_lastVersion).ToString(CultureInfo.InvariantCulture);
            _records[(stateName, grainId)] = (JsonSerializer.Serialize(grainState.State), version);
            grainState.ETag = version;
            grainState.RecordExists = true;
        }
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_records)
        {
            _records.Remove((stateName, grainId));
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
        return Task.CompletedTask;
    }
}
