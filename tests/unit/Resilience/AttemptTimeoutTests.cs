using FsCheck;
using FsCheck.Fluent;
using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class AttemptTimeoutTests
{
    [Fact]
    public void It_is_the_upper_bound_until_enough_has_been_seen()
    {
        var timeout = new AttemptTimeout(new AttemptTimeoutOptions());
        Feed(timeout, Ms(1), 49, At(0));
        timeout.Current(At(6)).ShouldBe(At(10));
        timeout.Explanation.ShouldBeNull();
    }

    [Fact]
    public void It_follows_the_latency_and_says_why()
    {
        var timeout = new AttemptTimeout(new AttemptTimeoutOptions());
        Feed(timeout, Ms(100), 1000, At(1));
        timeout.Current(At(2)).ShouldBe(At(10), "the window has not ended");
        timeout.Current(At(5)).ShouldBe(At(10));
        var now = timeout.Current(At(6));
        now.TotalMilliseconds.ShouldBeInRange(400, 500);
        var why = timeout.Explanation.ShouldNotBeNull();
        (why.From, why.To, why.Unit, why.At).ShouldBe((10_000, now.TotalMilliseconds, "ms", At(6)));
        why.Why.ShouldStartWith("99% of the last 1000 attempts took at most ");
    }

    [Fact]
    public void It_grows_when_attempts_run_into_it()
    {
        var timeout = new AttemptTimeout(new AttemptTimeoutOptions());
        Feed(timeout, Ms(10), 1000, At(0));
        var before = timeout.Current(At(5));
        before.ShouldBe(Ms(100));
        for (var window = 2; window < 8; window++) Feed(timeout, timeout.Current(At(window * 5)), 1000, At(window * 5));
        timeout.Current(At(50)).ShouldBe(At(10));
    }

    [Fact]
    public void What_was_slow_is_forgotten()
    {
        var timeout = new AttemptTimeout(new AttemptTimeoutOptions());
        Feed(timeout, At(1), 1000, At(0));
        timeout.Current(At(5)).TotalSeconds.ShouldBeInRange(4, 5);
        for (var window = 1; window <= 10; window++) Feed(timeout, Ms(50), 1000, At(5 * window));
        timeout.Current(At(60)).TotalMilliseconds.ShouldBeInRange(200, 250);
    }

    [Fact]
    public void Turned_off_it_is_its_upper_bound()
    {
        var timeout = new AttemptTimeout(new AttemptTimeoutOptions());
        Feed(timeout, Ms(10), 1000, At(0));
        timeout.Current(At(5)).ShouldBe(Ms(100));
        timeout.Configure(new AttemptTimeoutOptions { Adaptive = false, Max = At(3) }, At(6));
        timeout.Current(At(7)).ShouldBe(At(3));
        timeout.Explanation!.Why.ShouldBe("The configuration changed.");
        Feed(timeout, Ms(10), 1000, At(8));
        timeout.Current(At(100)).ShouldBe(At(3));
    }

    [Fact]
    public void It_stays_within_its_bounds() => Prop.ForAll(Loads(), static loads =>
    {
        var timeout = new AttemptTimeout(new AttemptTimeoutOptions());
        var now = TimeSpan.Zero;
        foreach (var (latency, wait) in loads)
        {
            Feed(timeout, TimeSpan.FromMicroseconds(latency), 60, now);
            now += Ms(wait);
            timeout.Current(now).ShouldBeInRange(Ms(100), At(10));
        }
    }).QuickCheckThrowOnFailure();

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static void Feed(AttemptTimeout timeout, TimeSpan latency, int times, TimeSpan now)
    {
        timeout.Current(now);
        for (var i = 0; i < times; i++) timeout.Record(latency);
    }

    private static Arbitrary<List<(int Latency, int Wait)>> Loads() =>
        (from power in Gen.Choose(0, 30)
         from wait in Gen.Choose(0, 10_000)
         select ((int)Math.Pow(2, power), wait)).ListOf(30).ToArbitrary();
}
