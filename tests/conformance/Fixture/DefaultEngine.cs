[assembly: AssemblyFixture(typeof(DefaultEngine))]

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>One engine with default settings for all tests that need nothing else; keys from TestIds keep them apart.</summary>
public sealed class DefaultEngine : IAsyncLifetime
{
    private TestEngine? _engine;

    public IGrainFactory Grains => _engine!.Grains;

    public IServiceProvider Services => _engine!.Services;

    public async ValueTask InitializeAsync() => _engine = await TestEngine.Start();

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
    }
}
