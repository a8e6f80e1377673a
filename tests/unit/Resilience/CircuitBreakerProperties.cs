using FsCheck;
using FsCheck.Fluent;
using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class CircuitBreakerProperties
{
    private enum Act
    {
        Enter,
        ReportOk,
        ReportFailed,
        Abandon,
        Recovered,
    }

    /// <summary>Asks come and go in any order, with results of any age: at most one probe at a time, and never an ask through an open breaker before its time.</summary>
    [Fact]
    public void Whatever_happens_an_open_one_lets_at_most_one_probe_through() => Prop.ForAll(Histories(), static history =>
    {
        var transitions = new List<BreakerTransition>();
        var breaker = new CircuitBreaker(new BreakerOptions(), transitions.Add);
        var entries = new List<BreakerEntry>();
        var now = TimeSpan.Zero;
        var openSince = TimeSpan.MinValue;
        BreakerEntry? probe = null;
        var probeSince = TimeSpan.Zero;
        foreach (var (act, wait, pick) in history)
        {
            now += TimeSpan.FromMilliseconds(wait);
            var was = breaker.State;
            if (act == Act.Enter)
            {
                var entry = breaker.TryEnter(now);
                if (was == BreakerState.Closed) entry.Verdict.ShouldBe(BreakerVerdict.Allowed);
                else entry.Verdict.ShouldNotBe(BreakerVerdict.Allowed);
                if (was == BreakerState.Open) entry.Allowed.ShouldBe(now >= openSince + TimeSpan.FromSeconds(10));
                if (entry.Verdict == BreakerVerdict.Probe)
                {
                    if (probe is not null) now.ShouldBeGreaterThanOrEqualTo(probeSince + TimeSpan.FromSeconds(10));
                    (probe, probeSince) = (entry, now);
                }
                else if (!entry.Allowed) entry.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
                entries.Add(entry);
            }
            else if (act == Act.Recovered)
            {
                breaker.HalfOpen(now);
                probe = null;
            }
            else if (entries.Count > 0)
            {
                var entry = entries[pick % entries.Count];
                entries.RemoveAt(pick % entries.Count);
                if (act == Act.Abandon) breaker.Abandon(entry, now);
                else breaker.Report(entry, act == Act.ReportOk, now);
                if (entry == probe) probe = null;
            }
            if (breaker.State == BreakerState.Open && was != BreakerState.Open) openSince = now;
        }
        // The transitions form a chain.
        for (var i = 0; i < transitions.Count; i++)
            transitions[i].From.ShouldBe(i == 0 ? BreakerState.Closed : transitions[i - 1].To);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_opens_exactly_at_the_first_run_of_failures_as_long_as_the_threshold() => Prop.ForAll(
        ArbMap.Default.ArbFor<bool[]>(), Gen.Choose(1, 6).ToArbitrary(), static (results, threshold) =>
        {
            var breaker = new CircuitBreaker(new BreakerOptions { Failures = threshold });
            var run = 0;
            foreach (var ok in results)
            {
                breaker.Report(breaker.TryEnter(TimeSpan.Zero), ok, TimeSpan.Zero);
                run = ok ? 0 : run + 1;
                if (run == threshold)
                {
                    breaker.State.ShouldBe(BreakerState.Open);
                    return;
                }
                breaker.State.ShouldBe(BreakerState.Closed);
            }
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<List<(Act Act, int Wait, int Pick)>> Histories() =>
        (from act in Gen.Frequency((5, Gen.Constant(Act.Enter)), (3, Gen.Constant(Act.ReportFailed)), (2, Gen.Constant(Act.ReportOk)),
            (1, Gen.Constant(Act.Abandon)), (1, Gen.Constant(Act.Recovered)))
         from wait in Gen.Frequency((3, Gen.Choose(0, 500)), (1, Gen.Choose(0, 12_000)))
         from pick in Gen.Choose(0, 1000)
         select (act, wait, pick)).ListOf(60).ToArbitrary();
}
