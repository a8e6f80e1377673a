using Genesis.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>What a silo is to its stores: services, a start and a stop.</summary>
internal sealed class StoreHost : ISiloBuilder, ISiloLifecycle, IAsyncDisposable
{
    private readonly List<ILifecycleObserver> _observers = [];
    private ServiceProvider? _services;

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();

    public LogLines Log { get; } = new();

    public int HighestCompletedStage => 0;

    public int LowestStoppedStage => 0;

    public IJournal Journal => _services!.GetRequiredService<IJournal>();

    public IDeadLetters DeadLetters => _services!.GetRequiredService<IDeadLetters>();

    public static async Task<StoreHost> Start(Action<ISiloBuilder> configure, TimeProvider? time = null)
    {
        var host = new StoreHost();
        host.Services.AddSingleton(time ?? TimeProvider.System);
        host.Services.AddLogging(log => log.AddProvider(host.Log));
        host.Services.AddMetrics();
        configure(host);
        host._services = host.Services.BuildServiceProvider();
        foreach (var participant in host._services.GetServices<ILifecycleParticipant<ISiloLifecycle>>()) participant.Participate(host);
        try
        {
            foreach (var observer in host._observers) await observer.OnStart(CancellationToken.None).InTime();
            return host;
        }
        catch
        {
            await host._services.DisposeAsync();
            throw;
        }
    }

    public IGrainStorage Storage(string name = "checkpoints") => _services!.GetRequiredKeyedService<IGrainStorage>(name);

    public IStoredVersions Versions(string name = "checkpoints") => _services!.GetRequiredKeyedService<IStoredVersions>(name);

    public StorageHealth Health(string name = "checkpoints") => _services!.GetServices<IStorageHealthSource>().Select(source => source.Health).Single(health => health.Name == name);

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observers.Add(observer);
        return _services!.CreateScope();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var observer in _observers) await observer.OnStop(CancellationToken.None).InTime();
        await _services!.DisposeAsync();
    }
}
