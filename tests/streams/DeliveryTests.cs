namespace Genesis.Tests.Streams;

/// <summary>Order, batches, many streams and many producers: the same on every provider that promises them.</summary>
public sealed class DeliveryTests(SharedClusters clusters)
{
    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task An_implicit_consumer_gets_all_events_in_order(string provider, int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"in-order-{round}-"));
        var producer = await cluster.Producer(round, silos - 1);

        await producer.Send(StreamId.Create("implicit", key), 1, 200);

        await Consumption.Of(key).Until(200);
        Consumption.Of(key).NumbersOf(round).ShouldBe(Enumerable.Range(1, 200));
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task Order_holds_for_sends_that_are_not_awaited(int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, silos), StreamCluster.NewKey($"not-awaited-{round}-"));
        var producer = await cluster.Producer(round, silos - 1);

        await producer.SendWithoutAwait(StreamId.Create("implicit", key), 1, 20_000);

        await Consumption.Of(key).Until(20_000);
        Consumption.Of(key).NumbersOf(round).ShouldBe(Enumerable.Range(1, 20_000));
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task Each_producer_keeps_its_order_wherever_it_lives(string provider, int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"producers-{round}-"));
        var stream = StreamId.Create("implicit", key);
        var producers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => cluster.Producer((round * 10) + 1000 + i, i % silos)));

        await Task.WhenAll(producers.Select(producer => producer.Send(stream, 1, 100)));

        await Consumption.Of(key).Until(600);
        for (var i = 0; i < 6; i++) Consumption.Of(key).NumbersOf((round * 10) + 1000 + i).ShouldBe(Enumerable.Range(1, 100));
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task Each_of_many_streams_gets_its_own_events(string provider, int silos, int round)
    {
        var (cluster, prefix) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"many-{round}-"));
        var producer = await cluster.Producer(round);
        string[] keys = [.. Enumerable.Range(0, 200).Select(i => $"{prefix}.{i}")];

        await Task.WhenAll(keys.Select(key => producer.Send(StreamId.Create("implicit", key), 1, 10)));

        foreach (var key in keys)
        {
            await Consumption.Of(key).Until(10, $"events of {key}");
            Consumption.Of(key).NumbersOf(round).ShouldBe(Enumerable.Range(1, 10));
        }
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task A_batch_observer_gets_batches(string provider, int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"batches-{round}-"));
        var producer = await cluster.Producer(round);

        await producer.SendBatches(StreamId.Create("implicit-batches", key), batches: 20, size: 30);

        await Consumption.Of(key).Until(600);
        Consumption.Of(key).NumbersOf(round).ShouldBe(Enumerable.Range(0, 600));
        Consumption.Of(key).Batches.ShouldAllBe(static size => size % 30 == 0);
    }

    [Fact]
    public async Task A_batch_larger_than_a_delivery_stays_whole()
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, 2), StreamCluster.NewKey("large-batch"));

        await (await cluster.Producer(1, silo: 1)).SendBatches(StreamId.Create("implicit-batches", key), batches: 3, size: 1000);

        await Consumption.Of(key).Until(3000);
        Consumption.Of(key).Batches.ShouldBe([1000, 1000, 1000]);
    }

    [Fact]
    public async Task Events_that_can_change_are_copied_and_immutable_ones_are_not()
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, 1), StreamCluster.NewKey("copied"));
        var sample = new Sample(1, 1);
        var mutable = new List<int> { 1 };
        var services = cluster.Cluster.Silos[0].ServiceProvider;
        var packer = new EventPacker(
            (Orleans.Serialization.DeepCopier)services.GetService(typeof(Orleans.Serialization.DeepCopier))!,
            (Orleans.Serialization.Cloning.IDeepCopierProvider)services.GetService(
                typeof(Orleans.Serialization.Cloning.IDeepCopierProvider))!);

        packer.Pack<Sample>([sample]).Entry.ShouldBeSameAs(sample);
        packer.Pack<object>([sample]).Entry.ShouldBeSameAs(sample);
        packer.Pack<string>([key]).Entry.ShouldBeSameAs(key);
        packer.Pack<List<int>>([mutable]).Entry.ShouldNotBeSameAs(mutable);
        ((EventGroup)packer.Pack<List<int>>([mutable, mutable]).Entry!).Events.GetValue(0).ShouldNotBeSameAs(mutable);
    }
}
