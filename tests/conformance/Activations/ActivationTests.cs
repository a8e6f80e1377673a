namespace Genesis.Tests.Conformance.Activations;

public sealed class ActivationTests(DefaultEngine engine)
{
    private readonly string _key = TestIds.Key();

    private IPlainLifeGrain Grain => engine.Grains.GetGrain<IPlainLifeGrain>(_key);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task OnActivateAsync_ends_before_the_first_request_starts(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        LifePlan.Of(_key).Activation = token => Gate.For(gate).Wait(token);
        var ping = Grain.Ping();
        await Gate.For(gate).Arrival();
        ping.IsCompleted.ShouldBeFalse();
        Gate.For(gate).Open();
        await ping;
        Journal.For(_key).Entries.ShouldBe(["activating", "activated"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_failing_OnActivateAsync_fails_the_call_and_the_next_call_tries_again(EngineKind on) => on.Run(engine, async () =>
    {
        var attempts = 0;
        LifePlan.Of(_key).Activation = async _ =>
        {
            await Task.Yield();
            if (++attempts <= 2) throw new InvalidOperationException($"Attempt {attempts} fails.");
        };
        (await Should.ThrowAsync<InvalidOperationException>(() => Grain.Ping())).Message.ShouldBe("Attempt 1 fails.");
        (await Should.ThrowAsync<InvalidOperationException>(() => Grain.Ping())).Message.ShouldBe("Attempt 2 fails.");
        await Grain.Ping();
        attempts.ShouldBe(3);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Calls_that_wait_for_a_failing_activation_get_its_exception_or_the_next_activation(EngineKind on) =>
        on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        var attempts = 0;
        LifePlan.Of(_key).Activation = async token =>
        {
            if (Interlocked.Increment(ref attempts) > 1) return;
            await Gate.For(gate).Wait(token);
            throw new InvalidOperationException("It fails.");
        };
        var calls = Enumerable.Range(0, 10).Select(_ => Grain.Ping()).ToArray();
        await Gate.For(gate).Arrival();
        Gate.For(gate).Open();
        var failed = 0;
        foreach (var call in calls)
        {
            try
            {
                await call.InTime("a call that waited for a failing activation");
            }
            catch (InvalidOperationException exception)
            {
                exception.Message.ShouldBe("It fails.");
                failed++;
            }
        }
        failed.ShouldBeGreaterThan(0);
        await Grain.Ping();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_throwing_constructor_fails_the_call_and_the_next_call_tries_again(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IFragileGrain>(_key);
        var failure = await Should.ThrowAsync<Exception>(() => grain.Ping());
        failure.ToString().ShouldContain("The constructor fails the first time.");
        (await grain.Ping()).ShouldBe("fine");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task DeactivateOnIdle_ends_the_activation_and_the_next_call_makes_a_new_one(EngineKind on) => on.Run(engine, async () =>
    {
        var first = await Grain.Ping();
        await Grain.DeactivateNow();
        await Journal.For(_key).Until(1, "deactivated");
        (await Grain.Ping()).ShouldNotBe(first);
        Journal.For(_key).Entries.ShouldBe(
            ["activating", "activated", "deactivating: ApplicationRequested", "deactivated", "activating", "activated"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task DeactivateOnIdle_waits_for_the_running_request(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        var call = Grain.DeactivateAndBlock(gate);
        await Gate.For(gate).Arrival();
        var ping = Grain.Ping();
        Journal.For(_key).Entries.ShouldBe(["activating", "activated"]);
        Gate.For(gate).Open();
        await call;
        await ping;
        Journal.For(_key).Entries.ShouldBe(
            ["activating", "activated", "worked", "deactivating: ApplicationRequested", "deactivated", "activating", "activated"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_call_during_OnDeactivateAsync_runs_on_the_next_activation(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        LifePlan.Of(_key).Deactivation = token => Gate.For(gate).Wait(token);
        var first = await Grain.Ping();
        await Grain.DeactivateNow();
        await Gate.For(gate).Arrival();
        var calls = Enumerable.Range(0, 10).Select(_ => Grain.Ping()).ToArray();
        Gate.For(gate).Open();
        var answers = await Task.WhenAll(calls);
        answers.Distinct().Count().ShouldBe(1);
        answers[0].ShouldNotBe(first);
        Journal.For(_key).Entries.ShouldBe(
            ["activating", "activated", "deactivating: ApplicationRequested", "deactivated", "activating", "activated"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_throwing_OnDeactivateAsync_ends_the_activation_all_the_same(EngineKind on) => on.Run(engine, async () =>
    {
        LifePlan.Of(_key).Deactivation = static _ => throw new InvalidOperationException("It cannot let go.");
        var first = await Grain.Ping();
        await Grain.DeactivateNow();
        await Journal.For(_key).Until(1, "deactivating: ApplicationRequested");
        (await Grain.Ping()).ShouldNotBe(first);
    });
}
