using Orleans.Streams;

namespace Genesis.Tests.Conformance.Streams;

public sealed class SurvivalTests(StreamEngine shared)
{
    private readonly string _key = TestIds.Key("stream");

    private StreamId Id => StreamId.Create("explicit", _key);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_subscription_survives_deactivation_and_an_event_activates_the_subscriber(EngineKind on) => on.Run(shared, async () =>
    {
        var listener = shared.Grains.GetGrain<IListener>($"{_key}|a");
        var stream = StreamOf(shared.Engine);
        await listener.Subscribe(Id);
        await stream.OnNextAsync(new Tick(1, 1));
        await Entries.Until(1);
        await listener.Deactivate();
        await stream.OnNextAsync(new Tick(1, 2));
        (await Entries.Until(2)).ShouldBe(["1:1", "1:2"]);
        Journal.For($"{_key}|a/life").Entries.Count.ShouldBe(2);
        (await listener.CountHandles(Id)).ShouldBe(1);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_subscription_survives_a_restart(EngineKind on) => on.Run(shared, async () =>
    {
        await using var engine = await TestEngine.Start(StreamEngine.AddTo);
        await engine.Grains.GetGrain<IListener>($"{_key}|a").Subscribe(Id);
        await StreamOf(engine).OnNextAsync(new Tick(1, 1));
        await Entries.Until(1);
        await engine.Restart();
        await StreamOf(engine).OnNextAsync(new Tick(1, 2));
        (await Entries.Until(2)).ShouldBe(["1:1", "1:2"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_storage_that_fails_fails_the_subscribing_and_the_next_try_succeeds(EngineKind on) => on.Run(shared, async () =>
    {
        await using var engine = await TestEngine.Start(StreamEngine.AddTo);
        var fails = true;
        engine.Stores.Storage("PubSubStore").Before = (operation, _) =>
            operation == "write" && fails ? throw new TimeoutException("the store is down") : Task.CompletedTask;
        var listener = engine.Grains.GetGrain<IListener>($"{_key}|a");
        await Should.ThrowAsync<Exception>(() => listener.Subscribe(Id));
        fails = false;
        await Eventually.True(async () => await Try(() => listener.Subscribe(Id)), "subscribing to work again");
        // On a busy machine the time to deliver one may be over before its consumers are known.
        await Eventually.True(
            async () =>
            {
                await StreamOf(engine).OnNextAsync(new Tick(1, 1));
                return Entries.Entries.Count > 0;
            },
            "an event to arrive");
    });

    private static async Task<bool> Try(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private Journal Entries => Journal.For($"{_key}|a");

    private IAsyncStream<Tick> StreamOf(TestEngine engine) => engine.Client.GetStreamProvider(StreamEngine.Provider).GetStream<Tick>(Id);
}
