using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;

namespace Genesis.Tests.Simulations;

/// <summary>
/// Grain storage that outlives the silos of a simulation. Make one outside the simulation and add it in the silo's configuration.
/// </summary>
public sealed class KeptStorage
{
    private readonly Dictionary<(string Name, string State, GrainId Grain), (object State, int Version)> _records = [];

    /// <summary>Virtual time that an operation takes. The write happens after half of it.</summary>
    public TimeSpan Latency { get; set; }

    public KeptStorage Add(ISiloBuilder silo, string name = "Default")
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(name,
            (services, _) =>
                new Storage(this, name, services.GetRequiredService<DeepCopier>(), services.GetRequiredService<TimeProvider>()));
        if (name == "Default") silo.Services.AddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>("Default"));
        return this;
    }

    private sealed class Storage(KeptStorage kept, string name, DeepCopier copier, TimeProvider time) : IGrainStorage
    {
        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Half();
            if (kept._records.TryGetValue((name, stateName, grainId), out var found))
                (grainState.State, grainState.ETag, grainState.RecordExists) = (copier.Copy((T)found.State), $"{found.Version}", true);
            await Half();
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Half();
            var version = kept._records.TryGetValue((name, stateName, grainId), out var found) ? found.Version : 0;
            if (version != 0 && grainState.ETag != $"{version}")
                throw new InconsistentStateException($"The state of {grainId} has version {version}, not {grainState.ETag}.", $"{version}",
                    grainState.ETag);
            kept._records[(name, stateName, grainId)] = (copier.Copy(grainState.State)!, version + 1);
            (grainState.ETag, grainState.RecordExists) = ($"{version + 1}", true);
            await Half();
        }

        public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Half();
            kept._records.Remove((name, stateName, grainId));
            (grainState.ETag, grainState.RecordExists) = (null, false);
            await Half();
        }

        private Task Half() => kept.Latency > TimeSpan.Zero ? Task.Delay(kept.Latency / 2, time) : Task.CompletedTask;
    }
}
