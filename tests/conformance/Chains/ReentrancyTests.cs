using Orleans.Configuration;

namespace Genesis.Tests.Conformance.Chains;

/// <summary>An engine whose callers give up soon.</summary>
public sealed class ImpatientEngine : EngineFixture
{
    public override void Configure(ISiloBuilder silo, DurableStores stores) =>
        silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(2));
}

public sealed class ReentrancyTests(ImpatientEngine engine) : IClassFixture<ImpatientEngine>
{
    private readonly string _key = TestIds.Key("first");
    private readonly string _gate = TestIds.Key("gate");

    private IChainGrain First => engine.Grains.GetGrain<IChainGrain>(_key);

    private IChainGrain Second => engine.Grains.GetGrain<IChainGrain>(_key + "-second");

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_cycle_of_non_reentrant_grains_ends_in_a_timeout_that_names_grain_and_method(EngineKind on) => on.Run(engine, async () =>
    {
        var timeout = await Should.ThrowAsync<TimeoutException>(() => First.Around(Second));
        timeout.Message.ShouldContain(_key);
        (timeout.Message.Contains(nameof(IChainGrain.Around), StringComparison.Ordinal)
            || timeout.Message.Contains(nameof(IChainGrain.Name), StringComparison.Ordinal)
            || timeout.Message.Contains(nameof(IChainGrain.CallBack), StringComparison.Ordinal)).ShouldBeTrue(timeout.Message);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Both_grains_of_a_cycle_work_again_after_the_timeout(EngineKind on) => on.Run(engine, async () =>
    {
        await Should.ThrowAsync<TimeoutException>(() => First.Around(Second));
        await Eventually.Equal(_key, First.Name, "the name of the first grain");
        await Eventually.Equal(_key + "-second", Second.Name, "the name of the second grain");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task AllowCallChainReentrancy_completes_the_cycle(EngineKind on) =>
        on.Run(engine, async () => (await First.AroundReentrant(Second)).ShouldBe(_key));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task AllowCallChainReentrancy_lets_a_grain_call_itself(EngineKind on) =>
        on.Run(engine, async () => (await First.Self(reentrant: true)).ShouldBe(_key));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_that_calls_itself_without_it_times_out(EngineKind on) =>
        on.Run(engine, () => Should.ThrowAsync<TimeoutException>(() => First.Self(reentrant: false)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task SuppressCallChainReentrancy_shuts_the_chain_out_again(EngineKind on) =>
        on.Run(engine, () => Should.ThrowAsync<TimeoutException>(() => First.AroundSuppressed(Second)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_section_ends_with_its_scope(EngineKind on) =>
        on.Run(engine, () => Should.ThrowAsync<TimeoutException>(() => First.AroundAfterSection(Second)));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Other_chains_stay_out_of_a_reentrant_section(EngineKind on) => on.Run(engine, async () =>
    {
        await First.Name();
        var blocked = First.BlockReentrant(Second, _gate);
        await Gate.For(_gate).Arrival();
        var stranger = First.Name();
        Gate.For(_gate).Open();
        await blocked;
        (await stranger).ShouldBe(_key);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_call_times_out_while_its_method_runs_and_the_grain_works_on(EngineKind on) => on.Run(engine, async () =>
    {
        var timeout = await Should.ThrowAsync<TimeoutException>(() => First.Block(_gate));
        timeout.Message.ShouldContain(_key);
        timeout.Message.ShouldContain(nameof(IChainGrain.Block));
        Gate.For(_gate).Entered.ShouldBe(1);
        Gate.For(_gate).Open();
        (await First.Name()).ShouldBe(_key);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_queued_call_that_times_out_never_runs(EngineKind on) => on.Run(engine, async () =>
    {
        var never = TestIds.Key("never");
        var blocked = First.Block(_gate);
        await Gate.For(_gate).Arrival();
        var queued = First.Block(never);
        await Should.ThrowAsync<TimeoutException>(() => queued);
        await Should.ThrowAsync<TimeoutException>(() => blocked);
        Gate.For(_gate).Open();
        Gate.For(never).Open();
        (await First.Name()).ShouldBe(_key);
        Gate.For(never).Entered.ShouldBe(0);
    });
}

public sealed class MethodTimeoutTests(DefaultEngine engine)
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task ResponseTimeout_holds_for_its_method(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        var grain = engine.Grains.GetGrain<IChainGrain>(TestIds.Key());
        await grain.Name();
        var start = TestTime.Current.GetTimestamp();
        await Should.ThrowAsync<TimeoutException>(() => grain.Impatient(gate));
        TestTime.Current.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(8));
        Gate.For(gate).Open();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_default_timeout_is_thirty_seconds(EngineKind on) => on.Run(engine, async () =>
    {
        var options = new Orleans.Configuration.SiloMessagingOptions();
        options.ResponseTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        await Task.CompletedTask;
    });
}
