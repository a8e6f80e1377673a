using FsCheck;
using FsCheck.Fluent;
using Genesis.Supervision;

namespace Genesis.Tests.Unit.Supervision;

public sealed class RestartRulesTests
{
    private static readonly SupervisionOptions Options = new();

    [Fact]
    public void At_once_then_after_delays_that_double_then_quarantined()
    {
        var history = RestartHistory.None;
        var now = TimeSpan.Zero;
        foreach (var delay in new[] { 0, 0.25, 0.5, 1, 2 })
        {
            var decision = RestartRules.Decide(history, Options, now, 0.5);
            decision.Quarantine.ShouldBeFalse();
            decision.Delay.ShouldBe(TimeSpan.FromSeconds(delay));
            history = decision.History;
            now += decision.Delay + TimeSpan.FromSeconds(1);
        }
        var last = RestartRules.Decide(history, Options, now, 0.5);
        last.Quarantine.ShouldBeTrue();
        last.Reason.ShouldBe("It was restarted 5 times in 60 s, which is all that is allowed. It stays down until it is released.");
    }

    [Fact]
    public void Failures_that_are_far_apart_are_each_the_first()
    {
        var history = RestartHistory.None;
        for (var i = 0; i < 100; i++)
        {
            var decision = RestartRules.Decide(history, Options, TimeSpan.FromSeconds(60 * i), 0.5);
            (decision.Quarantine, decision.Delay).ShouldBe((false, TimeSpan.Zero));
            history = decision.History;
            history.Times.Length.ShouldBe(1);
        }
    }

    [Fact]
    public void No_delay_is_longer_than_the_longest() =>
        RestartRules.Delay(Options, 50, 1).ShouldBe(TimeSpan.FromSeconds(30));

    [Fact]
    public void With_no_restarts_allowed_the_first_failure_quarantines() =>
        RestartRules.Decide(default, new SupervisionOptions { MaxRestarts = 0 }, TimeSpan.Zero, 0.5).Quarantine.ShouldBeTrue();

    [Fact]
    public void Never_more_restarts_than_allowed_in_any_window() => Prop.ForAll(Failures(), static value =>
    {
        var (most, gaps) = value;
        var options = new SupervisionOptions { MaxRestarts = most };
        var history = RestartHistory.None;
        var now = TimeSpan.Zero;
        var restarts = new List<TimeSpan>();
        foreach (var (gap, random) in gaps)
        {
            now += TimeSpan.FromMilliseconds(gap);
            var decision = RestartRules.Decide(history, options, now, random / 100.0);
            history = decision.History;
            history.Times.Length.ShouldBeLessThanOrEqualTo(most);
            decision.Delay.ShouldBeInRange(TimeSpan.Zero, options.MaxRestartDelay);
            var recent = restarts.Count(at => at > now - options.RestartWindow);
            decision.Quarantine.ShouldBe(recent >= most);
            if (decision.Quarantine) continue;
            if (recent == 0) decision.Delay.ShouldBe(TimeSpan.Zero);
            now += decision.Delay;
            restarts.Add(now);
        }
        for (var i = most; i < restarts.Count; i++)
            (restarts[i] - restarts[i - most]).ShouldBeGreaterThanOrEqualTo(options.RestartWindow);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Most, List<(int Gap, int Random)> Gaps)> Failures() =>
        (from most in Gen.Choose(1, 8)
         from gaps in (from gap in Gen.Frequency((3, Gen.Choose(0, 3000)), (1, Gen.Choose(0, 90_000)))
                       from random in Gen.Choose(0, 100)
                       select (gap, random)).ListOf(60)
         select (most, gaps)).ToArbitrary();
}
