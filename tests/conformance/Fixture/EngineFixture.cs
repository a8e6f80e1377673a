using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>A configuration of silos that tests share: a genuine cluster for all of them, and a simulation for each.</summary>
public abstract class EngineFixture : IAsyncLifetime
{
    private TestEngine? _cluster;

    public TestEngine Engine => TestEngine.Current ?? _cluster!;

    public IServiceProvider Services => Engine.Services;

    public IClusterClient Client => Engine.Services.GetRequiredService<IClusterClient>();

    public IGrainFactory Grains => Client;

    public abstract void Configure(ISiloBuilder silo, DurableStores stores);

    public async ValueTask InitializeAsync() => _cluster = await TestEngine.Start(Configure);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
