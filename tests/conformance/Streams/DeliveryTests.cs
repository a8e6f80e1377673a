using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

public sealed class DeliveryTests(StreamEngine engine)
{
    private readonly string _key = TestIds.Key("stream");

    private StreamId Id => StreamId.Create("explicit", _key);

    private IAsyncStream<Tick> Stream => engine.Client.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(Id);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_slow_consumer_delays_no_other(EngineKind on) => on.Run(engine, async () =>
    {
        var slow = await Subscribe("slow");
        var quick = await Subscribe("quick");
        await Stream.OnNextAsync(new Tick(-2, 1));
        Gate.For(quick).Open();
        await Gate.For(slow).Arrival();
        for (var number = 2; number <= 20; number++) await Stream.OnNextAsync(new Tick(1, number));
        await Journal.For(quick).Until(20);
        Journal.For(slow).Entries.ShouldBeEmpty();
        Gate.For(slow).Open();
        (await Journal.For(slow).Until(20)).ShouldBe(["-2:1", .. Enumerable.Range(2, 19).Select(static number => $"1:{number}")]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_delivery_waits_its_turn_in_a_grain_that_is_busy(EngineKind on) => on.Run(engine, async () =>
    {
        var key = await Subscribe("a");
        await Stream.OnNextAsync(new Tick(-2, 1));
        await Gate.For(key).Arrival();
        var ping = engine.Grains.GetGrain<IListener>(key).Ping();
        await Stream.OnNextAsync(new Tick(1, 2));
        ping.IsCompleted.ShouldBeFalse();
        Gate.For(key).Open();
        await ping.InTime("the call behind the delivery");
        (await Journal.For(key).Until(2)).ShouldBe(["-2:1", "1:2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_event_whose_consumer_throws_is_delivered_again_before_the_next(EngineKind on) => on.Run(engine, async () =>
    {
        var key = await Subscribe("a");
        Faults.Set(key, 1);
        await Stream.OnNextAsync(new Tick(-1, 1));
        await Stream.OnNextAsync(new Tick(1, 2));
        (await Journal.For(key).Until(3)).ShouldBe(["throws at -1:1", "-1:1", "1:2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task After_the_delivery_time_the_consumer_is_told_and_the_next_event_comes(EngineKind on) => on.Run(engine, async () =>
    {
        var failing = await Subscribe("failing");
        var sound = await Subscribe("sound");
        Faults.Set(failing, int.MaxValue);
        await Stream.OnNextAsync(new Tick(-1, 1));
        await Stream.OnNextAsync(new Tick(1, 2));
        (await Journal.For(sound).Until(2)).ShouldBe(["-1:1", "1:2"]);
        await Journal.For(failing).Until(1, "1:2");
        var entries = Journal.For(failing).Entries;
        entries.ShouldContain("error StreamEventDeliveryFailureException");
        entries[^1].ShouldBe("1:2");
        entries.ShouldContain("throws at -1:1");
    });

    [Fact]
    public void An_unknown_provider_is_named()
    {
        Should.Throw<KeyNotFoundException>(() => engine.Client.GetStreamProvider("nowhere")).Message.ShouldContain("nowhere");
    }

    private async Task<string> Subscribe(string name)
    {
        var key = $"{_key}|{name}";
        await engine.Grains.GetGrain<IListener>(key).Subscribe(Id);
        return key;
    }
}
