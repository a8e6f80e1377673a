namespace Genesis.Tests.Streams;

/// <summary>Explicit subscriptions: they begin, end, are resumed and outlive silos.</summary>
public sealed class SubscriptionTests(SharedClusters clusters)
{
    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task A_subscriber_gets_what_is_produced_after_it_subscribed(string provider, int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"subscribe-{round}-"));
        var (stream, producer) = (StreamId.Create("explicit", key), await cluster.Producer(round, silos - 1));
        var consumer = cluster.Client.GetGrain<IExplicitConsumer>($"a|{key}");

        await consumer.Subscribe();
        await producer.Send(stream, 1, 50);

        await Consumption.Of($"a|{key}").Until(50);
        Consumption.Of($"a|{key}").NumbersOf(round).ShouldBe(Enumerable.Range(1, 50));
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task A_subscriber_to_a_stream_that_nobody_took_misses_nothing_from_then_on(int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, silos), StreamCluster.NewKey($"late-{round}-"));
        var stream = StreamId.Create("explicit", key);
        var producers = await Task.WhenAll(Enumerable.Range(0, silos).Select(silo => cluster.Producer((round * 10) + silo, silo)));
        for (var silo = 0; silo < silos; silo++)
        {
            await producers[silo].Send(stream, -100, 100);
            var (hub, place) = (cluster.Hub(silo), silo);
            await Eventually.True(() => !hub.HasConsumers(stream), $"silo {place} to know that nobody has subscribed");
        }

        // While it is produced, so that events come between every two steps of the subscription.
        var noise = Task.WhenAll(producers.Select(producer => producer.Send(stream, -2000, 1900)));
        await cluster.Client.GetGrain<IExplicitConsumer>($"a|{key}").Subscribe();
        for (var silo = 0; silo < silos; silo++) cluster.Hub(silo).HasConsumers(stream).ShouldBeTrue();
        await noise;
        await Task.WhenAll(producers.Select(producer => producer.Send(stream, 1, 100)));

        var consumption = Consumption.Of($"a|{key}");
        await Eventually.Equal(100 * silos, () =>
            consumption.Handled.Count(static sample => sample.Number > 0), "events after the subscription");
        for (var silo = 0; silo < silos; silo++)
        {
            var numbers = consumption.NumbersOf((round * 10) + silo).ToArray();
            numbers.Where(static number => number > 0).ShouldBe(Enumerable.Range(1, 100));
            numbers.ShouldBe(numbers.Order().Distinct());
        }
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task Subscribers_that_come_and_go_leave_the_others_whole(int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, silos), StreamCluster.NewKey($"come-and-go-{round}-"));
        var stream = StreamId.Create("explicit", key);
        await cluster.Client.GetGrain<IExplicitConsumer>($"stays|{key}").Subscribe();
        var producing = (await cluster.Producer(round, silos - 1)).Send(stream, 1, 3000);

        for (var i = 0; i < 10; i++)
        {
            var passer = cluster.Client.GetGrain<IExplicitConsumer>($"passes{i}|{key}");
            await passer.Subscribe();
            await passer.Unsubscribe();
        }
        await producing;

        await Consumption.Of($"stays|{key}").Until(3000);
        Consumption.Of($"stays|{key}").NumbersOf(round).ShouldBe(Enumerable.Range(1, 3000));
        for (var i = 0; i < 10; i++)
        {
            var numbers = Consumption.Of($"passes{i}|{key}").NumbersOf(round).ToArray();
            if (numbers.Length > 0) numbers.ShouldBe(Enumerable.Range(numbers[0], numbers.Length));
        }
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task One_that_unsubscribed_gets_nothing_more_and_can_subscribe_again(string provider, int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"unsubscribe-{round}-"));
        var (stream, producer) = (StreamId.Create("explicit", key), await cluster.Producer(round));
        var (leaver, stayer) = (cluster.Client.GetGrain<IExplicitConsumer>($"leaves|{key}"),
            cluster.Client.GetGrain<IExplicitConsumer>($"stays|{key}"));
        await leaver.Subscribe();
        await stayer.Subscribe();
        await producer.Send(stream, 1, 10);
        await Consumption.Of($"leaves|{key}").Until(10);

        await leaver.Unsubscribe();
        await producer.Send(stream, 11, 10);
        await Consumption.Of($"stays|{key}").Until(20);
        await leaver.Subscribe();
        await producer.Send(stream, 21, 10);

        await Consumption.Of($"leaves|{key}").Until(20);
        Consumption.Of($"leaves|{key}").NumbersOf(round).ShouldBe([.. Enumerable.Range(1, 10), .. Enumerable.Range(21, 10)]);
    }

    [Fact]
    public async Task When_the_last_subscriber_has_left_and_another_comes_it_gets_everything()
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, 2), StreamCluster.NewKey("last"));
        var (stream, producer) = (StreamId.Create("explicit", key), await cluster.Producer(1, silo: 1));
        for (var turn = 0; turn < 10; turn++)
        {
            var consumer = cluster.Client.GetGrain<IExplicitConsumer>($"{turn}|{key}");
            await consumer.Subscribe();
            await producer.Send(stream, 1, 20);
            // It may also get what the agent was still looking for a consumer of.
            var consumption = Consumption.Of($"{turn}|{key}");
            await Eventually.Equal(20, () =>
                consumption.Handled.Count(static sample => sample.Number < 100), $"events of subscriber {turn}");
            consumption.NumbersOf(1).Where(static number => number < 100).ShouldBe(Enumerable.Range(1, 20));
            await consumer.Unsubscribe();
            if (turn % 2 == 0) await producer.Send(stream, 100, 5);
        }
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySetup), MemberType = typeof(Repeat))]
    public async Task A_subscription_is_resumed_after_its_consumer_was_deactivated(string provider, int silos, int round)
    {
        var (cluster, key) = (await clusters.Get(provider, silos), StreamCluster.NewKey($"resume-{round}-"));
        var (stream, producer) = (StreamId.Create("explicit", key), await cluster.Producer(round));
        var consumer = cluster.Client.GetGrain<IExplicitConsumer>($"a|{key}");
        await consumer.Subscribe();

        for (var turn = 0; turn < 5; turn++)
        {
            await producer.Send(stream, (turn * 20) + 1, 20);
            await Consumption.Of($"a|{key}").Until((turn * 20) + 20);
            await consumer.Deactivate();
        }

        Consumption.Of($"a|{key}").NumbersOf(round).ShouldBe(Enumerable.Range(1, 100));
        await Eventually.True(() => Consumption.Of($"a|{key}").Places.Count >= 5, "the consumer to have been activated each time");
    }

    [Theory]
    [InlineData(Providers.Genesis, 1)]
    [InlineData(Providers.Genesis, 2)]
    [InlineData(Providers.Memory, 1)]
    public async Task An_explicit_subscription_survives_a_restart(string provider, int silos)
    {
        await using var cluster = await StreamCluster.Start(silos, provider);
        var key = StreamCluster.NewKey("restart");
        var stream = StreamId.Create("explicit", key);
        await cluster.Client.GetGrain<IExplicitConsumer>($"a|{key}").Subscribe();
        await cluster.Stream(stream).OnNextAsync(new Sample(0, 1));
        await Consumption.Of($"a|{key}").Until(1);

        await cluster.Restart();
        await cluster.Stream(stream).OnNextAsync(new Sample(0, 2));

        await Consumption.Of($"a|{key}").Until(2);
        Consumption.Of($"a|{key}").NumbersOf(0).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_stream_without_consumers_holds_nothing_and_drops_at_once()
    {
        var (cluster, key) = (await clusters.Get(Providers.Genesis, 1), StreamCluster.NewKey("unclaimed"));
        var (stream, hub) = (StreamId.Create("explicit", key), cluster.Hub());
        var unclaimed = hub.Metrics.Unclaimed;

        hub.HasConsumers(stream).ShouldBeTrue();
        for (var i = 0; i < 1000; i++) await cluster.Stream(stream).OnNextAsync(new Sample(0, i));
        await Eventually.True(() => !hub.HasConsumers(stream), "the stream to have no consumers");
        var sent = cluster.Stream(stream).OnNextAsync(new Sample(0, 1000));

        sent.IsCompletedSuccessfully.ShouldBeTrue();
        hub.Metrics.Unclaimed.ShouldBe(unclaimed + 1001);
    }

    [Fact]
    public async Task A_token_is_refused_because_each_silo_has_numbers_of_its_own()
    {
        var cluster = await clusters.Get(Providers.Genesis, 1);
        var stream = cluster.Stream(StreamId.Create("explicit", StreamCluster.NewKey("token")));

        stream.IsRewindable.ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(() => stream.SubscribeAsync(
            static (_, _) => Task.CompletedTask, new Orleans.Providers.Streams.Common.EventSequenceTokenV2(1)));
    }
}
