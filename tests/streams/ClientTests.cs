using Orleans.Providers.Streams.Common;

namespace Genesis.Tests.Streams;

/// <summary>Clients outside the silos, which know only the grain interfaces.</summary>
public sealed class ClientTests(SharedClusters clusters)
{
    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task A_client_subscribes_to_what_silos_produce(string provider, int silos, int round)
    {
        var cluster = await clusters.Get(provider, silos);
        var consumption = Consumption.Of(StreamCluster.NewKey($"client-{round}-"));
        var stream = StreamId.Create("event", StreamCluster.NewKey("fill"));
        var subscription = await ClientStream(cluster, stream).SubscribeAsync((sample, _) => consumption.Handle(sample));

        await (await cluster.Producer(round, silos - 1)).Send(stream, 1, 100);

        await consumption.Until(100);
        consumption.NumbersOf(round).ShouldBe(Enumerable.Range(1, 100));
        await subscription.UnsubscribeAsync();
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task What_a_client_produces_arrives_in_order_though_it_awaits_nothing(int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, silos), StreamCluster.NewKey($"client-produces-{round}-"));
        var stream = ClientStream(cluster, StreamId.Create("implicit", key));

        var sends = Enumerable.Range(1, 5000).Select(i => stream.OnNextAsync(new Sample(7, i))).ToArray();
        await Task.WhenAll(sends).InTime("the client's sends");

        await Consumption.Of(key).Until(5000);
        Consumption.Of(key).NumbersOf(7).ShouldBe(Enumerable.Range(1, 5000));
    }

    [Fact]
    public async Task A_client_produces_batches()
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, 2), StreamCluster.NewKey("client-batches"));
        var stream = ClientStream(cluster, StreamId.Create("implicit-batches", key));

        for (var batch = 0; batch < 10; batch++)
            await stream.OnNextBatchAsync(Enumerable.Range(batch * 30, 30).Select(static i => new Sample(7, i)));

        await Consumption.Of(key).Until(300);
        Consumption.Of(key).NumbersOf(7).ShouldBe(Enumerable.Range(0, 300));
        Consumption.Of(key).Batches.ShouldAllBe(static size => size % 30 == 0);
    }

    [Fact]
    public async Task Tokens_grow_within_the_stream_of_a_silo()
    {
        var cluster = await clusters.Get(Providers.Genesis, 1);
        var stream = StreamId.Create("event", StreamCluster.NewKey("tokens"));
        List<StreamSequenceToken> tokens = [];
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await ClientStream(cluster, stream).SubscribeAsync((_, token) =>
        {
            tokens.Add(token!);
            if (tokens.Count == 7) seen.SetResult();
            return Task.CompletedTask;
        });

        for (var i = 0; i < 3; i++) await cluster.Stream(stream).OnNextAsync(new Sample(0, i));
        await cluster.Stream(stream).OnNextBatchAsync([new Sample(0, 3), new Sample(0, 4), new Sample(0, 5), new Sample(0, 6)]);

        await seen.Task.InTime("seven events");
        tokens.ShouldBe(tokens.Order().Distinct());
        tokens.ShouldAllBe(static token => token is EventSequenceTokenV2);
    }

    private static IAsyncStream<Sample> ClientStream(StreamCluster cluster, StreamId stream) =>
        cluster.Client.GetStreamProvider(Providers.Name).GetStream<Sample>(stream);
}
