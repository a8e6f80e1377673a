using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Genesis.Tests.Runtime.Fixture;

/// <summary>A store of checkpoints that is as slow and as faulty as the test says; it outlives silos.</summary>
internal sealed class ScriptedStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly Dictionary<GrainId, (object State, long Version)> _kept = [];
    private readonly Dictionary<(GrainId Grain, long Version), (object State, long Version)> _history = [];

    /// <summary>What was written, in order.</summary>
    public List<Checkpoint> Writes { get; } = [];

    /// <summary>Attempts to write, with those that failed.</summary>
    public int Attempts { get; private set; }

    /// <summary>Writes begun and not ended.</summary>
    public int UnderWay { get; private set; }

    /// <summary>What happens before a write takes effect: a wait, an exception.</summary>
    public Func<Task> Before { get; set; } = static () => Task.CompletedTask;

    /// <summary>What happens after a write has taken effect and before the writer is told.</summary>
    public Func<Task> After { get; set; } = static () => Task.CompletedTask;

    public void AddTo(ISiloBuilder silo) => silo.Services.AddKeyedSingleton<IGrainStorage>(StoreNames.Checkpoints, this);

    /// <summary>Writes as another activation would.</summary>
    public void WriteAsAnother(string id)
    {
        var grain = GrainId.Create("component", id);
        var (state, version) = _kept[grain];
        _kept[grain] = ((Checkpoint)state with { Writer = "another" }, version + 1);
    }

    /// <summary>Loses the last checkpoints of all components.</summary>
    public void Lose(int versions)
    {
        foreach (var (grain, (_, version)) in _kept.ToArray())
        {
            if (version > versions) _kept[grain] = _history[(grain, version - versions)];
            else _kept.Remove(grain);
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!_kept.TryGetValue(grainId, out var kept)) return Task.CompletedTask;
        (grainState.State, grainState.ETag, grainState.RecordExists) = ((T)kept.State, $"{kept.Version}", true);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (state, expected) = (grainState.State!, grainState.ETag);
        Attempts++;
        UnderWay++;
        try
        {
            await Before();
            var stored = _kept.TryGetValue(grainId, out var kept) ? kept.Version : 0;
            if ((expected ?? "0") != $"{stored}") throw new InconsistentStateException("Somebody else wrote.", $"{stored}", expected);
            _kept[grainId] = _history[(grainId, stored + 1)] = (state, stored + 1);
            Writes.Add((Checkpoint)(object)state);
            await After();
            (grainState.ETag, grainState.RecordExists) = ($"{stored + 1}", true);
        }
        finally
        {
            UnderWay--;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.FromException(new NotSupportedException());

    public void Participate(ISiloLifecycle lifecycle)
    {
    }
}
