namespace Genesis.Tests.Streams;

/// <summary>Silos that stop and die: what was acknowledged is not lost by a graceful stop, and consumers go on elsewhere.</summary>
public sealed class StopTests
{
    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task A_graceful_stop_delivers_what_was_acknowledged(int silos, int round)
    {
        await using var cluster = await StreamCluster.Start(silos, configure: static options =>
            (options.RoomPerStream, options.DrainTimeout) = (200, TimeSpan.FromMinutes(1)));
        var key = StreamCluster.NewKey($"stop-{round}-");
        Consumption.Of(key).Handling = static _ => Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var stream = cluster.Stream(StreamId.Create("implicit", key));
        var acknowledged = 0;

        var producing = Task.Run(async () =>
        {
            while (true)
            {
                await stream.OnNextAsync(new Sample(0, acknowledged + 1));
                acknowledged++;
            }
        }, TestContext.Current.CancellationToken);
        await Eventually.True(() => Consumption.Of(key).Count > 100, "events to flow");
        // The consumer may live anywhere; the stopping silo is the producer's.
        var stopping = cluster.Cluster.StopSiloAsync(cluster.Cluster.Silos[0]);

        await Should.ThrowAsync<StreamsStoppedException>(() => producing.InTime("production to end"));
        await stopping.InTime("the stop");
        var handled = Consumption.Of(key).NumbersOf(0).Distinct().ToArray();
        handled.Length.ShouldBeGreaterThanOrEqualTo(acknowledged);
        handled.ShouldBe(Enumerable.Range(1, handled.Length));
    }

    [Fact]
    public async Task A_stop_says_how_much_was_left_and_cancels_producers_that_wait()
    {
        await using var cluster = await StreamCluster.Start(1, configure: static options =>
            (options.RoomPerStream, options.DrainTimeout) = (10, TimeSpan.FromMilliseconds(100)));
        var key = StreamCluster.NewKey("left");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Consumption.Of(key).Handling = _ => gate.Task;
        var (stream, hub) = (cluster.Stream(StreamId.Create("implicit", key)), cluster.Hub());
        var sends = Enumerable.Range(1, 20).Select(i => stream.OnNextAsync(new Sample(0, i))).ToArray();
        await Eventually.Equal(1, () => Consumption.Of(key).Calls, "calls of the consumer");

        var stopping = cluster.Cluster.StopSiloAsync(cluster.Cluster.Silos[0]);
        await Should.ThrowAsync<StreamsStoppedException>(() => sends[^1].InTime("the waiting send"));

        hub.Metrics.Lost.ShouldBe(20);
        (await Should.ThrowAsync<StreamsStoppedException>(() =>
            stream.OnNextAsync(new Sample(0, 21)))).Message.ShouldContain("not accepted");
        gate.SetResult();
        await stopping.InTime("the stop");
    }

    [Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]
    public async Task When_the_consumers_silo_stops_everything_arrives_in_order(int round)
    {
        await using var cluster = await StreamCluster.Start(2, configure: static options =>
            options.MaxDeliveryTime = TimeSpan.FromMinutes(1));
        var (key, producer) = await ConsumerInSecondSilo(cluster, $"moves-{round}-");
        var producing = producer.Send(StreamId.Create("implicit", key), 1, 6000);
        await Eventually.True(() => Consumption.Of(key).Count > 500, "events to flow");

        await cluster.Cluster.StopSiloAsync(cluster.Cluster.Silos[1]);

        await producing.InTime("production");
        await Eventually.Equal(6000, () => Consumption.Of(key).NumbersOf(1).Distinct().Count(), "distinct events handled");
        ShouldOnlyRepeat(Consumption.Of(key).NumbersOf(1));
        cluster.Hub().Metrics.Failed.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]
    public async Task When_the_consumers_silo_is_killed_what_it_had_not_confirmed_is_delivered_again(int round)
    {
        await using var cluster = await StreamCluster.Start(2, configure: static options =>
            options.MaxDeliveryTime = TimeSpan.FromMinutes(1));
        var (key, producer) = await ConsumerInSecondSilo(cluster, $"killed-{round}-");
        var producing = producer.Send(StreamId.Create("implicit", key), 1, 6000);
        await Eventually.True(() => Consumption.Of(key).Count > 500, "events to flow");

        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1]);

        await producing.InTime("production");
        await Eventually.Equal(6000, () => Consumption.Of(key).NumbersOf(1).Distinct().Count(), "distinct events handled");
        ShouldOnlyRepeat(Consumption.Of(key).NumbersOf(1));
    }

    private static async Task<(string Key, IProducer Producer)> ConsumerInSecondSilo(StreamCluster cluster, string prefix)
    {
        var (key, wanted) = (StreamCluster.NewKey(prefix), cluster.Cluster.Silos[1].SiloAddress);
        (await StreamCluster.At(wanted, cluster.Client.GetGrain<IImplicitConsumer>(key).Place)).ShouldBe(wanted);
        Consumption.Of(key).Handling = static async _ => await Task.Yield();
        return (key, await cluster.Producer(1));
    }

    /// <summary>Events come in order; a delivery that was not confirmed begins anew from its first event.</summary>
    private static void ShouldOnlyRepeat(IEnumerable<int> numbers)
    {
        var highest = 0;
        foreach (var number in numbers)
        {
            number.ShouldBeLessThanOrEqualTo(highest + 1);
            highest = Math.Max(highest, number);
        }
    }
}
