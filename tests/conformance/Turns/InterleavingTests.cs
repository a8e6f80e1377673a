namespace Genesis.Tests.Conformance.Turns;

public sealed class InterleavingTests(DefaultEngine engine)
{
    private readonly string _key = TestIds.Key();

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_reentrant_grain_takes_a_request_while_another_awaits(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IReentrantTurnGrain>(_key);
        var blocked = grain.Block(_key);
        await Gate.For(_key).Arrival();
        await grain.Touch("meanwhile");
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_key).Open();
        await blocked;
        (await grain.Notes()).ShouldBe(["meanwhile", _key]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task AlwaysInterleave_methods_run_beside_anything(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        var blocked = grain.Block(_key);
        await Gate.For(_key).Arrival();
        (await grain.Peek()).ShouldBe(0);
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_key).Open();
        await blocked;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_running_AlwaysInterleave_method_holds_up_nobody(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        var blocked = grain.BlockInterleaving(_key);
        await Gate.For(_key).Arrival();
        await grain.Touch("meanwhile");
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_key).Open();
        await blocked;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task ReadOnly_methods_run_beside_each_other(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        var reads = new[] { grain.Read(_key), grain.Read(_key), grain.Read(_key) };
        await Gate.For(_key).Arrival(3);
        Gate.For(_key).Open();
        await Task.WhenAll(reads);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_writer_waits_for_readers(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        var read = grain.Read(_key);
        await Gate.For(_key).Arrival();
        var write = grain.Touch("written");
        (await grain.Peek()).ShouldBe(0);
        write.IsCompleted.ShouldBeFalse();
        Gate.For(_key).Open();
        await read;
        await write;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_reader_waits_for_a_writer(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        var gate = Gate.For(_key + "-read");
        var write = grain.Block(_key);
        await Gate.For(_key).Arrival();
        gate.Open();
        var read = grain.Read(_key + "-read");
        await grain.Peek();
        gate.Entered.ShouldBe(0);
        Gate.For(_key).Open();
        await write;
        await read;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task MayInterleave_decides_request_by_request(EngineKind on) =>
        on.Run(engine, () => Decides(engine.Grains.GetGrain<IMayInterleaveTurnGrain>(_key), "free"));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task MayInterleave_may_be_a_method_of_the_instance(EngineKind on) =>
        on.Run(engine, () => Decides(engine.Grains.GetGrain<IInstanceMayInterleaveTurnGrain>(_key), "any"));

    private async Task Decides(ITurnGrain grain, string note)
    {
        var blocked = grain.Block(_key);
        await Gate.For(_key).Arrival();
        var refused = grain.Block("closed" + _key);
        await grain.Touch(note);
        Gate.For("closed" + _key).Entered.ShouldBe(0);
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_key).Open();
        Gate.For("closed" + _key).Open();
        await blocked;
        await refused;
        (await grain.Notes()).ShouldBe([note, _key, "closed" + _key]);
    }

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_request_that_runs_by_MayInterleave_lets_others_in(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IMayInterleaveTurnGrain>(_key);
        var free = "free" + _key;
        var blocked = grain.Block(free);
        await Gate.For(free).Arrival();
        await grain.Touch("strict");
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(free).Open();
        await blocked;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_MayInterleave_predicate_that_throws_fails_its_request_and_no_other(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IMayInterleaveTurnGrain>(_key);
        var blocked = grain.Block(_key);
        await Gate.For(_key).Arrival();
        var waiting = grain.Touch("strict");
        await Should.ThrowAsync<Exception>(() => grain.Touch("trap").InTime("the failure of the predicate"));
        await grain.Touch("free");
        Gate.For(_key).Open();
        await blocked;
        await waiting;
        (await grain.Notes()).ShouldBe(["free", _key, "strict"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task OneWay_calls_return_before_the_method_has_run(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        await grain.Fire(_key, fail: false).InTime("a one-way call to be sent");
        await Gate.For(_key).Arrival();
        Gate.For(_key).Open();
        await Eventually.Equal(1, grain.Peek, "the number of notes");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task OneWay_calls_bring_no_exception_back(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        Gate.For(_key).Open();
        await grain.Fire(_key, fail: true);
        await Eventually.Equal(1, grain.Peek, "the number of notes");
        await grain.Touch("still there");
        (await grain.Notes()).ShouldBe(["fired", "still there"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task OneWay_calls_take_their_turn_like_others(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(_key);
        var blocked = grain.Block(_key);
        await Gate.For(_key).Arrival();
        await grain.FireValue("fired");
        (await grain.Peek()).ShouldBe(0);
        Gate.For(_key).Open();
        await blocked;
        // Calls of one caller may overtake each other on their way.
        (await Eventually.Holds(() => grain.Notes(), static notes => notes.Count > 1, "both notes")).ShouldBe([_key, "fired"]);
    });
}
