using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Genesis.Tests.Streams.Fixture.SharedClusters))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Genesis.Tests.Streams.Fixture;

/// <summary>Clusters for tests that need nothing special: one for each setup, started when it is first wanted.</summary>
public sealed class SharedClusters : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string, int), Lazy<Task<StreamCluster>>> _clusters = new();

    public Task<StreamCluster> Get(string provider, int silos) => _clusters.GetOrAdd(
        (provider, silos), static setup => new(() => StreamCluster.Start(setup.Item2, setup.Item1))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters.Values) await (await cluster.Value).DisposeAsync();
    }
}
