using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

public sealed class ExplicitSubscriptionTests(StreamEngine engine)
{
    private readonly string _key = TestIds.Key("stream");

    private StreamId Id => StreamId.Create("explicit", _key);

    private IAsyncStream<Tick> Stream => engine.Client.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(Id);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_gets_the_events_of_a_stream_it_subscribed_to_in_order(EngineKind on) => on.Run(engine, async () =>
    {
        await Listener("a").Subscribe(Id);
        for (var number = 1; number <= 20; number++) await Stream.OnNextAsync(new Tick(1, number));
        (await Entries("a").Until(20)).ShouldBe(Enumerable.Range(1, 20).Select(static number => $"1:{number}"));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Code_outside_grains_subscribes_and_publishes_too(EngineKind on) => on.Run(engine, async () =>
    {
        var handle = await Stream.SubscribeAsync(new Recorder(_key, ""));
        await engine.Grains.GetGrain<ISpeaker>(_key).Publish(Id, 1, 5);
        (await Journal.For(_key).Until(5)).ShouldBe(["1:1", "1:2", "1:3", "1:4", "1:5"]);
        (await Stream.GetAllSubscriptionHandles()).ShouldHaveSingleItem().ShouldBe(handle);
        handle.StreamId.ShouldBe(Id);
        handle.ProviderName.ShouldBe(StreamEngine.Provider);
        await handle.UnsubscribeAsync();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Nothing_comes_after_unsubscribing(EngineKind on) => on.Run(engine, async () =>
    {
        await Listener("a").Subscribe(Id);
        await Listener("b").Subscribe(Id);
        await Stream.OnNextAsync(new Tick(1, 1));
        await Entries("a").Until(1);
        await Listener("a").Unsubscribe(Id);
        await Stream.OnNextAsync(new Tick(1, 2));
        await Entries("b").Until(2);
        Entries("a").Entries.ShouldBe(["1:1"]);
        (await Listener("a").CountHandles(Id)).ShouldBe(0);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_handle_is_used_up_by_unsubscribing(EngineKind on) => on.Run(engine, async () =>
    {
        var handle = await Stream.SubscribeAsync(new Recorder(_key, ""));
        await handle.UnsubscribeAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => handle.UnsubscribeAsync());
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Resuming_puts_another_observer_in_place(EngineKind on) => on.Run(engine, async () =>
    {
        var listener = Listener("a");
        await listener.Subscribe(Id);
        await Stream.OnNextAsync(new Tick(1, 1));
        await Entries("a").Until(1);
        await listener.ResumeAs(Id, "again ");
        await Stream.OnNextAsync(new Tick(1, 2));
        (await Entries("a").Until(2)).ShouldBe(["1:1", "again 1:2"]);
        (await listener.CountHandles(Id)).ShouldBe(1);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Each_subscription_of_one_grain_gets_every_event(EngineKind on) => on.Run(engine, async () =>
    {
        var listener = Listener("a");
        var first = await listener.Subscribe(Id);
        var second = await listener.Subscribe(Id);
        second.ShouldNotBe(first);
        (await listener.CountHandles(Id)).ShouldBe(2);
        await Stream.OnNextAsync(new Tick(1, 1));
        (await Entries("a").Until(2)).ShouldBe(["1:1", "1:1"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Several_consumers_get_every_event_and_the_order_of_each_of_several_producers_is_kept(EngineKind on) =>
        on.Run(engine, async () =>
    {
        string[] consumers = ["a", "b", "c"];
        foreach (var consumer in consumers) await Listener(consumer).Subscribe(Id);
        await Task.WhenAll(Enumerable.Range(
            1, 4).Select(producer => engine.Grains.GetGrain<ISpeaker>($"{_key}/{producer}").Publish(Id, producer, 50)));
        foreach (var consumer in consumers)
        {
            var all = await Entries(consumer).Until(200);
            for (var producer = 1; producer <= 4; producer++)
                all.Where(entry => entry.StartsWith($"{producer}:", StringComparison.Ordinal))
                    .ShouldBe(Enumerable.Range(1, 50).Select(number => $"{producer}:{number}"));
        }
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Events_of_one_stream_do_not_reach_another(EngineKind on) => on.Run(engine, async () =>
    {
        await Listener("a").Subscribe(Id);
        var elsewhere = StreamId.Create("elsewhere", _key);
        await engine.Client.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(elsewhere).OnNextAsync(new Tick(1, 1));
        await Stream.OnNextAsync(new Tick(1, 2));
        (await Entries("a").Until(1)).ShouldBe(["1:2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Tokens_grow(EngineKind on) => on.Run(engine, async () =>
    {
        await Listener("a").Subscribe(Id);
        for (var number = 1; number <= 10; number++) await Stream.OnNextAsync(new Tick(1, number));
        await Stream.OnNextBatchAsync([new Tick(1, 11), new Tick(1, 12)]);
        var tokens = await Journal.For(ListenerKey("a") + "/tokens").Until(12);
        tokens.ShouldBe(tokens.Distinct().Order(StringComparer.Ordinal));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_producers_request_context_comes_with_the_event(EngineKind on) => on.Run(engine, async () =>
    {
        await Listener("a").Subscribe(Id);
        RequestContext.Set("who", "me");
        await Stream.OnNextAsync(new Tick(1, 1));
        RequestContext.Clear();
        await Stream.OnNextAsync(new Tick(1, 2));
        (await Entries("a").Until(2)).ShouldBe(["1:1 for me", "1:2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_filter_keeps_events_from_the_subscriptions_that_ask_for_it(EngineKind on) => on.Run(engine, async () =>
    {
        await Listener("a").Subscribe(Id, "even");
        await Listener("b").Subscribe(Id, "all");
        var stream = engine.Client.GetStreamProvider("filtered").GetStream<Tick>(Id);
        for (var number = 1; number <= 6; number++) await stream.OnNextAsync(new Tick(1, number));
        (await Entries("b").Until(6)).Count.ShouldBe(6);
        (await Entries("a").Until(3)).ShouldBe(["1:2", "1:4", "1:6"]);
    });

    private string ListenerKey(string name) => $"{_key}|{name}";

    private IListener Listener(string name) => engine.Grains.GetGrain<IListener>(ListenerKey(name));

    private Journal Entries(string name) => Journal.For(ListenerKey(name));
}
