using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>A grain storage over a dictionary. States are kept as JSON, so that no two activations share an object.</summary>
public sealed class TestStorage : IGrainStorage
{
    private readonly Dictionary<(string, GrainId), (string Json, string ETag)> _records = [];
    private long _lastVersion;

    /// <summary>Called before each operation ("read", "write", "clear"); what it throws, the operation throws.</summary>
    public Func<string, GrainId, Task>? Before { get; set; }

    public int Count
    {
        get
        {
            lock (_records) return _records.Count;
        }
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Begin("read", grainId);
        lock (_records)
        {
            var found = _records.TryGetValue((stateName, grainId), out var record);
            grainState.State = found ? JsonSerializer.Deserialize<T>(record.Json) : Activator.CreateInstance<T>();
            grainState.ETag = found ? record.ETag : null;
            grainState.RecordExists = found;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Begin("write", grainId);
        lock (_records)
        {
            Check(stateName, grainId, grainState.ETag);
            var version = (++_lastVersion).ToString(CultureInfo.InvariantCulture);
            _records[(stateName, grainId)] = (JsonSerializer.Serialize(grainState.State), version);
            grainState.ETag = version;
            grainState.RecordExists = true;
        }
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Begin("clear", grainId);
        lock (_records)
        {
            Check(stateName, grainId, grainState.ETag);
            _records.Remove((stateName, grainId));
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
    }

    /// <summary>Changes every version, as somebody else's write would.</summary>
    public void TouchAll()
    {
        lock (_records)
            foreach (var key in _records.Keys.ToArray())
                _records[key] = (_records[key].Json, (++_lastVersion).ToString(CultureInfo.InvariantCulture));
    }

    private Task Begin(string operation, GrainId grainId) => Before?.Invoke(operation, grainId) ?? Task.CompletedTask;

    private void Check(string stateName, GrainId grainId, string? version)
    {
        var stored = _records.TryGetValue((stateName, grainId), out var record) ? record.ETag : null;
        if (stored != version)
            throw new InconsistentStateException($"{stateName} of {grainId} was written by somebody else.", stored, version);
    }
}
