using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

public sealed class ImplicitSubscriptionTests(StreamEngine engine)
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_first_event_activates_the_grain_of_the_streams_key_and_tells_it_of_its_subscription(EngineKind on) =>
        on.Run(engine, async () =>
    {
        var key = TestIds.Key("implicit");
        var stream = StreamOf(StreamId.Create("implicit-told", key));
        for (var number = 1; number <= 3; number++) await stream.OnNextAsync(new Tick(1, number));
        (await Journal.For(key).Until(4)).ShouldBe(["told of implicit-told by events", "1:1", "1:2", "1:3"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task It_is_told_anew_after_deactivation(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key("implicit");
        var stream = StreamOf(StreamId.Create("implicit-told", key));
        await stream.OnNextAsync(new Tick(1, 1));
        await Journal.For(key).Until(2);
        await engine.Grains.GetGrain<IImplicitListener>(key).Deactivate();
        await stream.OnNextAsync(new Tick(1, 2));
        (await Journal.For(key).Until(4)).ShouldBe(["told of implicit-told by events", "1:1", "told of implicit-told by events", "1:2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Subscribing_when_activated_takes_the_implicit_subscription_up_and_adds_none(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.NextGuid();
        var stream = StreamOf(StreamId.Create("implicit-guid", key));
        for (var number = 1; number <= 3; number++) await stream.OnNextAsync(new Tick(1, number));
        (await Journal.For(key.ToString("N")).Until(3)).ShouldBe(["1:1", "1:2", "1:3"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Namespaces_may_be_picked_by_a_pattern_and_keys_may_be_integers(EngineKind on) => on.Run(engine, async () =>
    {
        var key = 1_000_000 + TestIds.Next();
        await StreamOf(StreamId.Create("implicit-number-one", key)).OnNextAsync(new Tick(1, 1));
        await Journal.For($"number {key}").Until(1);
        await StreamOf(StreamId.Create("implicit-number-two", key)).OnNextAsync(new Tick(1, 2));
        (await Journal.For($"number {key}").Until(2)).ShouldBe(["implicit-number-one 1:1", "implicit-number-two 1:2"]);
    });

    private IAsyncStream<Tick> StreamOf(StreamId id) => engine.Client.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(id);
}
