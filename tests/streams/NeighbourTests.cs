namespace Genesis.Tests.Streams;

/// <summary>Consumers that are slow, blocked, cold or throw: nobody else notices.</summary>
public sealed class NeighbourTests
{
    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task Producers_of_a_blocked_consumer_wait_and_nobody_else(int silos, int round)
    {
        await using var cluster = await StreamCluster.Start(silos, configure: static options =>
            (options.QueueCount, options.RoomPerStream) = (1, 100));
        var (blocked, free) = (StreamCluster.NewKey($"blocked-{round}-"), StreamCluster.NewKey($"free-{round}-"));
        var gate = NewGate();
        Consumption.Of(blocked).Handling = _ => gate.Task;
        var producer = await cluster.Producer(1);

        var waiting = producer.Send(StreamId.Create("implicit", blocked), 1, 500);
        await Eventually.Equal(1, () => Consumption.Of(blocked).Calls, "the blocked consumer's calls");
        await Eventually.True(() => cluster.Hub().Metrics.RoomWaits > 0, "the producer to wait for room");
        await (await cluster.Producer(2)).Send(StreamId.Create("implicit", free), 1, 1000).InTime("production into a free stream");

        await Consumption.Of(free).Until(1000);
        waiting.IsCompleted.ShouldBeFalse();
        await Eventually.Equal(101L, () => cluster.Hub().Undelivered, "events that wait: the room and the one that waits for room");
        gate.SetResult();
        await waiting.InTime("the waiting producer");
        await Consumption.Of(blocked).Until(500);
        Consumption.Of(blocked).NumbersOf(1).ShouldBe(Enumerable.Range(1, 500));
    }

    [Fact]
    public async Task A_producer_that_does_not_await_is_rejected_at_the_limit_and_the_rest_arrives_in_order()
    {
        await using var cluster = await StreamCluster.Start(1, configure: static options =>
            (options.RoomPerStream, options.MaxQueuedPerStream) = (10, 50));
        var key = StreamCluster.NewKey("limit");
        var gate = NewGate();
        Consumption.Of(key).Handling = _ => gate.Task;
        var stream = cluster.Stream(StreamId.Create("implicit", key));

        var sends = Enumerable.Range(1, 60).Select(i => Send(i)).ToArray();
        gate.SetResult();

        await Consumption.Of(key).Until(50);
        Consumption.Of(key).NumbersOf(0).ShouldBe(Enumerable.Range(1, 50));
        sends.Count(static send => send is { IsFaulted: true, Exception.InnerException: StreamFullException }).ShouldBe(10);
        cluster.Hub().Metrics.Rejected.ShouldBe(10);

        async Task Send(int number) => await stream.OnNextAsync(new Sample(0, number));
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task A_handler_that_throws_loses_its_own_event_only(int silos, int round)
    {
        await using var cluster = await StreamCluster.Start(
            silos, configure: static options => (options.QueueCount, options.MaxDeliveryTime) = (1, TimeSpan.FromMilliseconds(300)));
        var (bad, good) = (StreamCluster.NewKey($"bad-{round}-"), StreamCluster.NewKey($"good-{round}-"));
        Consumption.Of(bad).Handling = static sample =>
            sample.Number == 50 ? throw new InvalidOperationException("no 50") : Task.CompletedTask;

        await (await cluster.Producer(1)).SendWithoutAwait(StreamId.Create("implicit", bad), 1, 100);
        await (await cluster.Producer(2)).Send(StreamId.Create("implicit", good), 1, 100);

        await Consumption.Of(good).Until(100);
        await Eventually.Equal(99, () => Consumption.Of(bad).NumbersOf(1).Distinct().Count(), "events of the throwing consumer");
        await Eventually.Equal(1L, () => cluster.Hub().Metrics.Failed, "failed events");
        await Eventually.Equal(0L, () => cluster.Hub().Undelivered, "events left");
        Consumption.Of(good).NumbersOf(2).ShouldBe(Enumerable.Range(1, 100));
        Consumption.Of(bad).NumbersOf(1).Distinct().ShouldBe(Enumerable.Range(1, 100).Where(static number => number != 50));
    }

    [Fact]
    public async Task A_failure_that_passes_is_tried_again()
    {
        await using var cluster = await StreamCluster.Start(1);
        var key = StreamCluster.NewKey("passes");
        var failures = 3;
        Consumption.Of(key).Handling = _ =>
            Interlocked.Decrement(ref failures) >= 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;

        await cluster.Stream(StreamId.Create("implicit", key)).OnNextAsync(new Sample(0, 1));

        await Consumption.Of(key).Until(1);
        cluster.Hub().Metrics.Failed.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Repeat.RoundsBySilos), MemberType = typeof(Repeat))]
    public async Task A_consumer_that_takes_long_to_activate_holds_up_nobody(int silos, int round)
    {
        await using var cluster = await StreamCluster.Start(silos);
        var (cold, prefix) = (StreamCluster.NewKey($"cold-{round}-"), StreamCluster.NewKey($"warm-{round}-"));
        var gate = NewGate();
        Consumption.Of(cold).Activating = () => gate.Task;
        var producer = await cluster.Producer(1);

        await producer.Send(StreamId.Create("implicit", cold), 1, 10);
        for (var i = 0; i < 60; i++) await producer.Send(StreamId.Create("implicit", $"{prefix}.{i}"), 1, 10);

        for (var i = 0; i < 60; i++) await Consumption.Of($"{prefix}.{i}").Until(10, $"events of neighbour {i}");
        Consumption.Of(cold).Count.ShouldBe(0);
        gate.SetResult();
        await Consumption.Of(cold).Until(10);
        Consumption.Of(cold).NumbersOf(1).ShouldBe(Enumerable.Range(1, 10));
    }
}
