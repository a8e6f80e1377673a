using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class CircuitBreakerTests
{
    private readonly List<BreakerTransition> _transitions = [];
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new(new BreakerOptions(), _transitions.Add);

    [Fact]
    public void Three_consecutive_failures_open_it_for_ten_seconds_and_one_probe_closes_it()
    {
        Fail(3, At(1));
        _breaker.State.ShouldBe(BreakerState.Open);
        _breaker.Status.OpenUntil.ShouldBe(At(11));

        _breaker.TryEnter(At(4)).ShouldBe(new BreakerEntry(BreakerVerdict.Refused, 1, TimeSpan.FromSeconds(7)));
        _breaker.TryEnter(At(10.999)).Allowed.ShouldBeFalse();

        var probe = _breaker.TryEnter(At(11));
        probe.Verdict.ShouldBe(BreakerVerdict.Probe);
        _breaker.TryEnter(At(11)).Verdict.ShouldBe(BreakerVerdict.Refused);
        _breaker.Report(probe, ok: true, At(11.5));
        _breaker.State.ShouldBe(BreakerState.Closed);
        _breaker.TryEnter(At(11.5)).Verdict.ShouldBe(BreakerVerdict.Allowed);

        _transitions.Select(t => (t.From, t.To, t.At, t.Reason)).ShouldBe([
            (BreakerState.Closed, BreakerState.Open, At(1), "3 consecutive asks failed."),
            (BreakerState.Open, BreakerState.HalfOpen, At(11), "The period is over."),
            (BreakerState.HalfOpen, BreakerState.Closed, At(11.5), "The probe succeeded.")]);
        var status = _breaker.Status;
        (status.Opened, status.Probes, status.Refused, status.ConsecutiveFailures).ShouldBe((1, 1, 3, 0));
    }

    [Fact]
    public void A_success_between_failures_starts_the_count_anew()
    {
        Fail(2, At(0));
        Succeed(At(0));
        Fail(2, At(0));
        _breaker.State.ShouldBe(BreakerState.Closed);
        Fail(1, At(0));
        _breaker.State.ShouldBe(BreakerState.Open);
    }

    [Fact]
    public void A_probe_that_fails_opens_it_for_another_period()
    {
        Fail(3, At(0));
        var probe = _breaker.TryEnter(At(10));
        _breaker.Report(probe, ok: false, At(12));
        _breaker.State.ShouldBe(BreakerState.Open);
        _breaker.TryEnter(At(21.9)).Allowed.ShouldBeFalse();
        _breaker.TryEnter(At(22)).Verdict.ShouldBe(BreakerVerdict.Probe);
    }

    [Fact]
    public void A_probe_of_which_nothing_is_heard_is_replaced_and_its_late_result_does_not_count()
    {
        Fail(3, At(0));
        var lost = _breaker.TryEnter(At(10));
        _breaker.TryEnter(At(19.9)).ShouldBe(new BreakerEntry(BreakerVerdict.Refused, lost.Epoch, TimeSpan.FromSeconds(0.1)));
        var second = _breaker.TryEnter(At(20));
        second.Verdict.ShouldBe(BreakerVerdict.Probe);
        _breaker.Report(lost, ok: true, At(20));
        _breaker.State.ShouldBe(BreakerState.HalfOpen);
        _breaker.Report(second, ok: true, At(21));
        _breaker.State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public void A_probe_that_did_not_reach_the_target_makes_room_for_the_next()
    {
        Fail(3, At(0));
        var probe = _breaker.TryEnter(At(10));
        _breaker.Abandon(probe, At(10));
        _breaker.TryEnter(At(10)).Verdict.ShouldBe(BreakerVerdict.Probe);
    }

    [Fact]
    public void Recovery_of_the_component_lets_a_probe_through_at_once_and_forgets_asks_from_before()
    {
        var old = Enumerable.Range(0, 5).Select(_ => _breaker.TryEnter(At(0))).ToArray();
        foreach (var entry in old[..3]) _breaker.Report(entry, ok: false, At(0));
        _breaker.HalfOpen(At(1));
        _breaker.State.ShouldBe(BreakerState.HalfOpen);
        _breaker.Report(old[3], ok: false, At(1));
        _breaker.Report(old[4], ok: true, At(1));
        _breaker.State.ShouldBe(BreakerState.HalfOpen);
        var probe = _breaker.TryEnter(At(1));
        probe.Verdict.ShouldBe(BreakerVerdict.Probe);
        _breaker.Report(probe, ok: true, At(1));
        _breaker.State.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public void Recovery_while_it_is_closed_forgets_the_failures_counted_so_far()
    {
        Fail(2, At(0));
        _breaker.HalfOpen(At(0));
        _breaker.State.ShouldBe(BreakerState.Closed);
        Fail(2, At(0));
        _breaker.State.ShouldBe(BreakerState.Closed);
        _transitions.ShouldBeEmpty();
    }

    [Fact]
    public void Thresholds_and_periods_change_while_it_runs()
    {
        _breaker.Configure(new BreakerOptions { Failures = 1, OpenFor = TimeSpan.FromSeconds(60) });
        Fail(1, At(0));
        _breaker.State.ShouldBe(BreakerState.Open);
        _breaker.TryEnter(At(30)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        _breaker.Configure(new BreakerOptions { OpenFor = TimeSpan.FromSeconds(30) });
        _breaker.TryEnter(At(30)).Verdict.ShouldBe(BreakerVerdict.Probe);
    }

    [Fact]
    public async Task Of_many_threads_one_gets_the_probe()
    {
        for (var round = 0; round < 200; round++)
        {
            var breaker = new CircuitBreaker(new BreakerOptions { Failures = 1 });
            breaker.Report(breaker.TryEnter(At(0)), ok: false, At(0));
            using var start = new Barrier(4);
            var verdicts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return breaker.TryEnter(At(10)).Verdict;
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            verdicts.Count(v => v == BreakerVerdict.Probe).ShouldBe(1);
            breaker.Status.Refused.ShouldBe(3);
        }
    }

    [Fact]
    public void Closed_it_allocates_nothing()
    {
        for (var i = 0; i < 100; i++) Succeed(At(0));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Succeed(At(0));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Fail(int times, TimeSpan now)
    {
        for (var i = 0; i < times; i++) _breaker.Report(_breaker.TryEnter(now), ok: false, now);
    }

    private void Succeed(TimeSpan now) => _breaker.Report(_breaker.TryEnter(now), ok: true, now);
}
