using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

public sealed class BatchTests(StreamEngine engine)
{
    private readonly string _key = TestIds.Key("stream");

    private StreamId Id => StreamId.Create("explicit", _key);

    private IAsyncStream<Tick> Stream => engine.Client.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(Id);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_batch_comes_item_by_item_to_an_observer_of_items(EngineKind on) => on.Run(engine, async () =>
    {
        await engine.Grains.GetGrain<IListener>($"{_key}|a").Subscribe(Id);
        await Stream.OnNextBatchAsync(Ticks(1, 3));
        await Stream.OnNextBatchAsync(Ticks(4, 2));
        (await Journal.For($"{_key}|a").Until(5)).ShouldBe(["1:1", "1:2", "1:3", "1:4", "1:5"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_batch_comes_as_one_list_to_an_observer_of_batches(EngineKind on) => on.Run(engine, async () =>
    {
        await engine.Grains.GetGrain<IListener>($"{_key}|a").SubscribeBatches(Id);
        await Stream.OnNextBatchAsync(Ticks(1, 3));
        await Stream.OnNextAsync(new Tick(1, 4));
        await Stream.OnNextBatchAsync(Ticks(5, 2));
        (await Journal.For($"{_key}|a").Until(3)).ShouldBe(["1,2,3", "4", "5,6"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Producers_do_not_end_or_fail_a_stream(EngineKind on) => on.Run(engine, async () =>
    {
        await Should.ThrowAsync<NotImplementedException>(async () => await Stream.OnCompletedAsync());
        await Should.ThrowAsync<NotImplementedException>(async () => await Stream.OnErrorAsync(new InvalidOperationException()));
    });

    private static IEnumerable<Tick> Ticks(int from, int count) =>
        Enumerable.Range(from, count).Select(static number => new Tick(1, number));
}
