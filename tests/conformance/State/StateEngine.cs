namespace Genesis.Tests.Conformance.State;

/// <summary>An engine with memory storage: a default one and two named ones.</summary>
public sealed class StateEngine : IAsyncLifetime
{
    private TestEngine? _engine;

    public IGrainFactory Grains => _engine!.Grains;

    public async ValueTask InitializeAsync() =>
        _engine = await TestEngine.Start(static silo => silo.AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage("second").AddMemoryGrainStorage("memory"));

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
    }
}
