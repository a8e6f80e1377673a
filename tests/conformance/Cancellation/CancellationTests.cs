using Orleans.Configuration;

namespace Genesis.Tests.Conformance.Cancellation;

public sealed class CancellationTests(DefaultEngine engine)
{
    private readonly string _grainKey = TestIds.Key();

    private IWaitingGrain _grain => engine.Grains.GetGrain<IWaitingGrain>(_grainKey);
    private readonly string _gate = TestIds.Key("gate");

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_token_crosses_the_call_and_fires_in_the_grain(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        var call = _grain.WaitAtGate(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        source.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Journal.For(_gate).Until(1, "cancelled");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_token_crosses_a_chain_of_calls(EngineKind on) => on.Run(engine, async () =>
    {
        var other = engine.Grains.GetGrain<IWaitingGrain>(TestIds.Key());
        using var source = new CancellationTokenSource();
        var call = _grain.PassOn(other, _gate, source.Token);
        await Gate.For(_gate).Arrival();
        source.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Journal.For(_gate).Until(1, "cancelled");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_call_with_a_cancelled_token_is_never_sent(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => _grain.WaitAtGate(_gate, source.Token));
        await _grain.Ping();
        Journal.For(_gate).Entries.ShouldBeEmpty();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_cancelled_caller_does_not_wait_for_a_stubborn_callee(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        var call = _grain.Stubborn(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        source.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => call.InTime("the caller to be released"));
        await Journal.For(_gate).Until(1, "token fired");
        Gate.For(_gate).Open();
        await Journal.For(_gate).Until(1, "cancelled");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_queued_call_that_is_cancelled_releases_its_caller(EngineKind on) => on.Run(engine, async () =>
    {
        var never = TestIds.Key("never");
        var blocked = _grain.Stubborn(_gate, default);
        await Gate.For(_gate).Arrival();
        using var source = new CancellationTokenSource();
        var queued = _grain.WaitAtGate(never, source.Token);
        await _grain.Ping();
        source.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => queued.InTime("the caller to be released while the grain is busy"));
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        await blocked;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Cancelling_after_the_answer_changes_nothing(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        Gate.For(_gate).Open();
        var call = _grain.WaitAtGate(_gate, source.Token);
        (await call).ShouldBe("finished");
        source.Cancel();
        call.IsCompletedSuccessfully.ShouldBeTrue();
        Journal.For(_gate).Entries.ShouldBe(["started", "finished"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Cancelling_races_with_the_answer_and_one_of_them_wins(EngineKind on) => on.Run(engine, async () =>
    {
        const int round = 1;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var key = TestIds.Key($"race-{round}-{number}");
            using var source = new CancellationTokenSource();
            var call = engine.Grains.GetGrain<IWaitingGrain>(key).WaitAtGate(key, source.Token);
            if (number % 2 == 0) await Gate.For(key).Arrival();
            var open = TestTime.Start(() => Gate.For(key).Open());
            var cancel = TestTime.Start(source.Cancel);
            await Task.WhenAll(open, cancel);
            try
            {
                return await call.InTime("a call that is answered and cancelled at once");
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }));
        outcomes.ShouldAllBe(static outcome => outcome == "finished" || outcome == "cancelled");
    });
}

public sealed class AcknowledgedCancellationTests(AcknowledgingEngine engine) : IClassFixture<AcknowledgingEngine>
{
    private readonly string _grainKey = TestIds.Key();

    private IWaitingGrain _grain => engine.Grains.GetGrain<IWaitingGrain>(_grainKey);
    private readonly string _gate = TestIds.Key("gate");

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_caller_gets_what_the_callee_makes_of_the_cancellation(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        var call = _grain.Stubborn(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        source.Cancel();
        await Journal.For(_gate).Until(1, "token fired");
        call.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        (await call).ShouldBeTrue();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Callbacks_of_the_token_run_as_turns_of_the_grain(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        var call = _grain.CallbackRunsOnGrain(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        source.Cancel();
        Gate.For(_gate).Open();
        (await call).ShouldBeTrue("The callback must see the grain's task scheduler.");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_timeout_cancels_the_callee_if_so_configured(EngineKind on) => on.Run(engine, async () =>
    {
        await Should.ThrowAsync<TimeoutException>(() => _grain.ImpatientWait(_gate, default));
        await Journal.For(_gate).Until(1, "cancelled");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_callers_own_token_is_cancelled_at_the_callee_by_the_timeout_too(EngineKind on) => on.Run(engine, async () =>
    {
        using var source = new CancellationTokenSource();
        await Should.ThrowAsync<TimeoutException>(() => _grain.ImpatientWait(_gate, source.Token));
        await Journal.For(_gate).Until(1, "cancelled");
        source.IsCancellationRequested.ShouldBeFalse();
    });
}

/// <summary>Callers wait for the callee's answer when they cancel, and timeouts cancel.</summary>
public sealed class AcknowledgingEngine : EngineFixture
{
    public override void Configure(ISiloBuilder silo, DurableStores stores) => silo.Configure<SiloMessagingOptions>(static options =>
    {
        options.WaitForCancellationAcknowledgement = true;
        options.CancelRequestOnTimeout = true;
    });
}

public sealed class UncancelledTimeoutTests(DefaultEngine engine)
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Without_the_option_a_timeout_leaves_the_callee_alone(EngineKind on) => on.Run(engine, async () =>
    {
        var gate = TestIds.Key("gate");
        var grain = engine.Grains.GetGrain<IWaitingGrain>(TestIds.Key());
        await Should.ThrowAsync<TimeoutException>(() => grain.ImpatientWait(gate, default));
        Gate.For(gate).Open();
        (await Journal.For(gate).Until(2)).ShouldBe(["started", "finished"]);
    });
}
