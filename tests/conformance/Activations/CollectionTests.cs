using Orleans.Configuration;

namespace Genesis.Tests.Conformance.Activations;

/// <summary>An engine that collects what has been idle for half a second.</summary>
public sealed class TidyEngine : EngineFixture
{
    public static readonly TimeSpan Age = TimeSpan.FromMilliseconds(500);

    public override void Configure(ISiloBuilder silo, DurableStores stores) => silo.Configure<GrainCollectionOptions>(static options =>
    {
        options.CollectionQuantum = TimeSpan.FromMilliseconds(100);
        options.CollectionAge = Age;
    });
}

public sealed class CollectionTests(TidyEngine engine) : IClassFixture<TidyEngine>
{
    private readonly string _key = TestIds.Key();

    private IPlainLifeGrain Grain => engine.Grains.GetGrain<IPlainLifeGrain>(_key);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_idle_activation_is_collected_and_the_next_call_makes_a_new_one(EngineKind on) => on.Run(engine, async () =>
    {
        var first = await Grain.Ping();
        await Journal.For(_key).Until(1, "deactivated");
        Journal.For(_key).Entries.ShouldContain("deactivating: ActivationIdle");
        (await Grain.Ping()).ShouldNotBe(first);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_activation_in_use_stays(EngineKind on) => on.Run(engine, async () =>
    {
        var first = await Grain.Ping();
        await CallUntilOthersAreCollected(first);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_running_request_is_use(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        var blocked = Grain.Block(gate);
        await Gate.For(gate).Arrival();
        await OthersAreCollected();
        Journal.For(_key).Entries.ShouldBe(["activating", "activated"]);
        Gate.For(gate).Open();
        await blocked;
        await Journal.For(_key).Until(1, "deactivated");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task DelayDeactivation_keeps_the_activation_for_a_time(EngineKind on) => on.Run(engine, async () =>
    {
        var first = await Grain.Ping();
        await Grain.Delay(TimeSpan.FromMinutes(10));
        await OthersAreCollected();
        (await Grain.Ping()).ShouldBe(first);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task DelayDeactivation_can_be_taken_back(EngineKind on) => on.Run(engine, async () =>
    {
        await Grain.Delay(TimeSpan.FromMinutes(10));
        await Grain.Delay(TimeSpan.Zero);
        await Journal.For(_key).Until(1, "deactivated");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_always_active_class_is_never_collected(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IAlwaysActiveGrain>(_key);
        var first = await grain.Ping();
        await OthersAreCollected();
        (await grain.Ping()).ShouldBe(first);
    });

    private async Task OthersAreCollected()
    {
        var witness = TestIds.Key("witness");
        await engine.Grains.GetGrain<IPlainLifeGrain>(witness).Ping();
        await Journal.For(witness).Until(1, "deactivated");
    }

    private async Task CallUntilOthersAreCollected(string first)
    {
        var others = OthersAreCollected();
        for (var called = TestTime.Current.GetTimestamp(); !others.IsCompleted;)
        {
            var before = called;
            called = TestTime.Current.GetTimestamp();
            var now = await Grain.Ping();
            // On a busy machine the calls themselves may be further apart than that.
            if (now != first) TestTime.Current.GetElapsedTime(before).ShouldBeGreaterThanOrEqualTo(TidyEngine.Age);
            first = now;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestTime.Current);
        }
        await others;
    }
}
