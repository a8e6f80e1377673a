using Orleans.Configuration;

namespace Genesis.Tests.Conformance.Cancellation;

public sealed class CancellationTests(DefaultEngine engine)
{
    private readonly IWaitingGrain _grain = engine.Grains.GetGrain<IWaitingGrain>(TestIds.Key());
    private readonly string _gate = TestIds.Key("gate");

    [Fact]
    public async Task A_token_crosses_the_call_and_fires_in_the_grain()
    {
        using var source = new CancellationTokenSource();
        var call = _grain.WaitAtGate(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Journal.For(_gate).Until(1, "cancelled");
    }

    [Fact]
    public async Task A_token_crosses_a_chain_of_calls()
    {
        var other = engine.Grains.GetGrain<IWaitingGrain>(TestIds.Key());
        using var source = new CancellationTokenSource();
        var call = _grain.PassOn(other, _gate, source.Token);
        await Gate.For(_gate).Arrival();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Journal.For(_gate).Until(1, "cancelled");
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_never_sent()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _grain.WaitAtGate(_gate, source.Token));
        await _grain.Ping();
        Journal.For(_gate).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_caller_does_not_wait_for_a_stubborn_callee()
    {
        using var source = new CancellationTokenSource();
        var call = _grain.Stubborn(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call.InTime("the caller to be released"));
        await Journal.For(_gate).Until(1, "token fired");
        Gate.For(_gate).Open();
        await Journal.For(_gate).Until(1, "cancelled");
    }

    [Fact]
    public async Task A_queued_call_that_is_cancelled_releases_its_caller()
    {
        var never = TestIds.Key("never");
        var blocked = _grain.Stubborn(_gate, default);
        await Gate.For(_gate).Arrival();
        using var source = new CancellationTokenSource();
        var queued = _grain.WaitAtGate(never, source.Token);
        await _grain.Ping();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => queued.InTime("the caller to be released while the grain is busy"));
        blocked.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        await blocked;
    }

    [Fact]
    public async Task Cancelling_after_the_answer_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        Gate.For(_gate).Open();
        var call = _grain.WaitAtGate(_gate, source.Token);
        (await call).ShouldBe("finished");
        await source.CancelAsync();
        call.IsCompletedSuccessfully.ShouldBeTrue();
        Journal.For(_gate).Entries.ShouldBe(["started", "finished"]);
    }

    [Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]
    public async Task Cancelling_races_with_the_answer_and_one_of_them_wins(int round)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var key = TestIds.Key($"race-{round}-{number}");
            using var source = new CancellationTokenSource();
            var call = engine.Grains.GetGrain<IWaitingGrain>(key).WaitAtGate(key, source.Token);
            if (number % 2 == 0) await Gate.For(key).Arrival();
            var open = Task.Run(() => Gate.For(key).Open());
            var cancel = Task.Run(source.Cancel);
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
    }
}

public sealed class AcknowledgedCancellationTests(AcknowledgingEngine engine) : IClassFixture<AcknowledgingEngine>
{
    private readonly IWaitingGrain _grain = engine.Grains.GetGrain<IWaitingGrain>(TestIds.Key());
    private readonly string _gate = TestIds.Key("gate");

    [Fact]
    public async Task The_caller_gets_what_the_callee_makes_of_the_cancellation()
    {
        using var source = new CancellationTokenSource();
        var call = _grain.Stubborn(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        await source.CancelAsync();
        await Journal.For(_gate).Until(1, "token fired");
        call.IsCompleted.ShouldBeFalse();
        Gate.For(_gate).Open();
        (await call).ShouldBeTrue();
    }

    [Fact]
    public async Task Callbacks_of_the_token_run_as_turns_of_the_grain()
    {
        using var source = new CancellationTokenSource();
        var call = _grain.CallbackRunsOnGrain(_gate, source.Token);
        await Gate.For(_gate).Arrival();
        await source.CancelAsync();
        Gate.For(_gate).Open();
        (await call).ShouldBeTrue("The callback must see the grain's task scheduler.");
    }

    [Fact]
    public async Task A_timeout_cancels_the_callee_if_so_configured()
    {
        await Should.ThrowAsync<TimeoutException>(() => _grain.ImpatientWait(_gate, default));
        await Journal.For(_gate).Until(1, "cancelled");
    }

    [Fact]
    public async Task A_callers_own_token_is_cancelled_at_the_callee_by_the_timeout_too()
    {
        using var source = new CancellationTokenSource();
        await Should.ThrowAsync<TimeoutException>(() => _grain.ImpatientWait(_gate, source.Token));
        await Journal.For(_gate).Until(1, "cancelled");
        source.IsCancellationRequested.ShouldBeFalse();
    }
}

/// <summary>Callers wait for the callee's answer when they cancel, and timeouts cancel.</summary>
public sealed class AcknowledgingEngine : IAsyncLifetime
{
    private TestEngine? _engine;

    public IGrainFactory Grains => _engine!.Grains;

    public async ValueTask InitializeAsync() => _engine = await TestEngine.Start(static silo =>
        silo.Configure<SiloMessagingOptions>(static options =>
        {
            options.WaitForCancellationAcknowledgement = true;
            options.CancelRequestOnTimeout = true;
        }));

    public ValueTask DisposeAsync() => _engine!.DisposeAsync();
}

public sealed class UncancelledTimeoutTests(DefaultEngine engine)
{
    [Fact]
    public async Task Without_the_option_a_timeout_leaves_the_callee_alone()
    {
        var gate = TestIds.Key("gate");
        var grain = engine.Grains.GetGrain<IWaitingGrain>(TestIds.Key());
        await Should.ThrowAsync<TimeoutException>(() => grain.ImpatientWait(gate, default));
        Gate.For(gate).Open();
        (await Journal.For(gate).Until(2)).ShouldBe(["started", "finished"]);
    }
}
