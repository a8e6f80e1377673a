using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Embedded.Simulating;

/// <summary>A storage whose operations take virtual time, half of it before and half after.</summary>
internal sealed class SlowStorage(IGrainStorage storage, Func<TimeSpan> latency, TimeProvider time) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Half();
        await storage.ReadStateAsync(stateName, grainId, grainState);
        await Half();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Half();
        await storage.WriteStateAsync(stateName, grainId, grainState);
        await Half();
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Half();
        await storage.ClearStateAsync(stateName, grainId, grainState);
        await Half();
    }

    private Task Half() => latency() is { Ticks: > 0 } all ? Task.Delay(all / 2, time) : Task.CompletedTask;
}
