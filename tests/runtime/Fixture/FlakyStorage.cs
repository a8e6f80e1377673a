using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Genesis.Tests.Runtime.Fixture;

/// <summary>Stores nothing; fails on request.</summary>
internal sealed class FlakyStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public bool Fails { get; set; }

    public void AddTo(ISiloBuilder silo) => AddTo(silo, StoreNames.Checkpoints);

    public void AddTo(ISiloBuilder silo, string name) => silo.Services.AddKeyedSingleton<IGrainStorage>(name, this);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer();

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer();

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer();

    public void Participate(ISiloLifecycle lifecycle)
    {
    }

    private Task Answer() => Fails ? Task.FromException(new IOException("The disk is on fire.")) : Task.CompletedTask;
}
