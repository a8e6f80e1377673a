using Genesis.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Genesis.Benchmarks.Storage;

/// <summary>What a silo is to its stores, and nothing else of it.</summary>
internal sealed class BenchmarkHost : ISiloBuilder, ISiloLifecycle, IAsyncDisposable
{
    private readonly List<ILifecycleObserver> _observers = [];
    private ServiceProvider _services = null!;

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();

    public int HighestCompletedStage => 0;

    public int LowestStoppedStage => 0;

    public IGrainStorage Storage => _services.GetRequiredKeyedService<IGrainStorage>("checkpoints");

    public IJournal Journal => _services.GetRequiredService<IJournal>();

    public StorageHealth Health => _services.GetServices<IStorageHealthSource>().First().Health;

    public static async Task<BenchmarkHost> Start(Action<ISiloBuilder> configure)
    {
        var host = new BenchmarkHost();
        host.Services.AddSingleton(TimeProvider.System);
        configure(host);
        host._services = host.Services.BuildServiceProvider();
        foreach (var participant in host._services.GetServices<ILifecycleParticipant<ISiloLifecycle>>()) participant.Participate(host);
        foreach (var observer in host._observers) await observer.OnStart(CancellationToken.None);
        return host;
    }

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observers.Add(observer);
        return _services.CreateScope();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var observer in _observers) await observer.OnStop(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
