using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Genesis.Tests.Cluster;

/// <summary>A cluster of two genuine silos with the same components, whose stores outlive each silo.</summary>
internal sealed class TwoSilos : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly InProcessTestCluster _cluster;
    private readonly MemoryStores _stores;

    private TwoSilos(InProcessTestCluster cluster, MemoryStores stores) => (_cluster, _stores) = (cluster, stores);

    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster.Silos;

    public IClusterClient Client => _cluster.Client;

    public static async Task<TwoSilos> Start(Action<GenesisBuilder> configure, Action<IClientBuilder>? client = null)
    {
        var stores = new MemoryStores();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<ClusterMembershipOptions>(static options =>
            {
                (options.ProbeTimeout, options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(1), 3, 1);
            });
            silo.AddGenesis(genesis => configure(genesis.UseMemory(stores)));
        });
        builder.ConfigureHost(static host => host.Logging.ClearProviders());
        if (client is not null) builder.ConfigureClient(client);
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TwoSilos(cluster, stores);
    }

    public IComponentBus Bus(InProcessSiloHandle silo) => Services(silo).GetRequiredService<IComponentBus>();

    public IServiceProvider Services(InProcessSiloHandle silo) => _cluster.GetSiloServiceProvider(silo.SiloAddress);

    /// <summary>Registers a component while the cluster runs.</summary>
    public async Task Register(string id, params string[] subscriptions)
    {
        var result = await Services(Silos[0]).GetRequiredService<IComponents>().Register(new ComponentRegistration
        {
            Id = id,
            Type = nameof(Place),
            Subscriptions = [.. subscriptions.Select(static pattern => new ComponentSubscription(pattern))],
            Policies = new() { MailboxCapacity = 1000 },
        });
        result.Accepted.ShouldBeTrue(string.Join(" ", result.Problems));
    }

    /// <summary>The silo on which each component runs.</summary>
    public async Task<Dictionary<string, InProcessSiloHandle>> Places(params string[] components)
    {
        Dictionary<string, InProcessSiloHandle> places = [];
        foreach (var component in components)
        {
            var name = (await Ok(Silos[0], component, Place.Where)).As<string>();
            places[component] = Silos.Single(silo => silo.SiloAddress.ToParsableString() == name);
        }
        return places;
    }

    /// <summary>Asks until the answer is a good one.</summary>
    public async Task<Outcome> Ok(InProcessSiloHandle silo, string component, string type, object? data = null)
    {
        Outcome last = default;
        await Until(async () => (last = await Bus(silo).Ask(component, type, data)).IsOk, () => $"{component} should answer {type}; the last answer was: {last.Sentence}");
        return last;
    }

    public static async Task Until(Func<Task<bool>> holds, Func<string> what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit) throw new TimeoutException($"Within {Limit}: {what()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public Task Kill(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    public Task Stop(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _stores.Dispose();
    }
}
