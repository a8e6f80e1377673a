namespace Genesis.Tests.Conformance.Turns;

public sealed class SingleThreadTests(DefaultEngine engine)
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Turns_of_a_grain_never_overlap(EngineKind on) => on.Run(engine, async () =>
    {
        const int round = 1;
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(TestIds.Key($"round-{round}"));
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => grain.Spin(20)));
        overlaps.ShouldAllBe(static count => count == 0);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Turns_of_a_reentrant_grain_interleave_at_awaits_and_never_overlap(EngineKind on) => on.Run(engine, async () =>
    {
        const int round = 1;
        var grain = engine.Grains.GetGrain<IReentrantTurnGrain>(TestIds.Key($"round-{round}"));
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => TestTime.Start(() => grain.Spin(20))));
        overlaps.ShouldAllBe(static count => count == 0);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_non_reentrant_grain_takes_one_request_at_a_time(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        var grain = engine.Grains.GetGrain<IPlainTurnGrain>(key);
        var blocked = grain.Block(key);
        await Gate.For(key).Arrival();
        var touch = grain.Touch("touched");
        // Sent after the touch, so when it is answered the touch has been seen and put off.
        (await grain.Peek()).ShouldBe(0);
        touch.IsCompleted.ShouldBeFalse();
        Gate.For(key).Open();
        await touch;
        await blocked;
        (await grain.Notes()).ShouldBe([key, "touched"]);
    });
}
