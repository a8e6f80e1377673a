using FsCheck;
using FsCheck.Fluent;
using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class ConcurrencyLimitTests
{
    private static readonly ConcurrencyOptions Small = new() { Initial = 100, Min = 10, Max = 200 };

    private TimeSpan _now;

    [Fact]
    public void So_many_may_be_under_way_and_no_more()
    {
        var limit = new ConcurrencyLimit(Small);
        for (var i = 0; i < 100; i++) limit.TryAcquire().ShouldBeTrue();
        limit.TryAcquire().ShouldBeFalse();
        (limit.InFlight, limit.Refused).ShouldBe((100, 1));
        limit.Release(Ms(1), _now);
        limit.TryAcquire().ShouldBeTrue();
    }

    [Fact]
    public void It_falls_when_the_latency_rises_under_load_and_says_why()
    {
        var limit = new ConcurrencyLimit(Small);
        Load(limit, Ms(10), 90, windows: 20);
        limit.Limit.ShouldBeGreaterThanOrEqualTo(100);
        var before = limit.Limit;
        Load(limit, Ms(100), before, windows: 8);
        limit.Limit.ShouldBeLessThan(before);
        var why = limit.Explanation.ShouldNotBeNull();
        why.To.ShouldBe(limit.Limit);
        why.From.ShouldBeGreaterThan(why.To);
        why.Unit.ShouldBe("asks");
        why.Why.ShouldContain("their mean latency was 100 ms, in the long term ");
    }

    [Fact]
    public void It_rises_while_it_is_used_and_the_latency_stays()
    {
        var limit = new ConcurrencyLimit(Small);
        Load(limit, Ms(10), 100, windows: 10);
        limit.Limit.ShouldBeGreaterThan(110);
        Load(limit, Ms(10), 100, windows: 200);
        limit.Limit.ShouldBe(200);
    }

    [Fact]
    public void It_does_not_move_while_it_is_not_used()
    {
        var limit = new ConcurrencyLimit(Small);
        Load(limit, Ms(10), 30, windows: 50);
        Load(limit, Ms(500), 30, windows: 50);
        limit.Limit.ShouldBe(100);
        limit.Explanation.ShouldBeNull();
    }

    [Fact]
    public void Fast_answers_are_never_taken_for_overload()
    {
        var limit = new ConcurrencyLimit(Small);
        Load(limit, TimeSpan.FromMicroseconds(2), 100, windows: 20);
        Load(limit, TimeSpan.FromMicroseconds(900), 100, windows: 20);
        limit.Limit.ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void It_recovers_after_an_overload()
    {
        var limit = new ConcurrencyLimit(Small);
        Load(limit, Ms(10), 90, windows: 20);
        Load(limit, Ms(100), 1000, windows: 30);
        var low = limit.Limit;
        low.ShouldBeLessThan(100);
        Load(limit, Ms(10), 1000, windows: 100);
        limit.Limit.ShouldBe(200);
    }

    [Fact]
    public void Turned_off_it_is_fixed()
    {
        var limit = new ConcurrencyLimit(Small);
        Load(limit, Ms(10), 100, windows: 10);
        limit.Configure(new ConcurrencyOptions { Adaptive = false, Initial = 50, Min = 10, Max = 200 }, _now);
        limit.Limit.ShouldBe(50);
        limit.Explanation!.Why.ShouldBe("The configuration changed.");
        Load(limit, Ms(1000), 1000, windows: 30);
        limit.Limit.ShouldBe(50);
    }

    [Fact]
    public void It_stays_within_its_bounds_and_every_place_comes_back() => Prop.ForAll(Loads(), static loads =>
    {
        var limit = new ConcurrencyLimit(new ConcurrencyOptions { Initial = 50, Min = 10, Max = 80 });
        var now = TimeSpan.Zero;
        foreach (var (callers, latency) in loads)
        {
            var taken = Enumerable.Range(0, callers).Count(_ => limit.TryAcquire());
            taken.ShouldBe(Math.Min(callers, limit.Limit));
            now += TimeSpan.FromSeconds(1);
            for (var i = 0; i < taken; i++) limit.Release(Ms(latency), now);
            limit.InFlight.ShouldBe(0);
            limit.Limit.ShouldBeInRange(10, 80);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Threads_together_never_pass_it_and_a_window_ends_once()
    {
        var limit = new ConcurrencyLimit(new ConcurrencyOptions { Initial = 2, Min = 2, Max = 2, Window = Ms(1) });
        var inside = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!limit.TryAcquire()) continue;
                Interlocked.Increment(ref inside).ShouldBeLessThanOrEqualTo(2);
                Interlocked.Decrement(ref inside);
                limit.Release(Ms(1), Ms(i));
            }
        }, TestContext.Current.CancellationToken)));
        limit.InFlight.ShouldBe(0);
    }

    [Fact]
    public void Taking_and_giving_back_allocate_nothing()
    {
        var limit = new ConcurrencyLimit(Small);
        limit.TryAcquire();
        limit.Release(Ms(1), _now);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            limit.TryAcquire();
            limit.Release(Ms(1), _now);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Load(ConcurrencyLimit limit, TimeSpan latency, int callers, int windows)
    {
        for (var window = 0; window < windows; window++)
        {
            var taken = Enumerable.Range(0, callers).Count(_ => limit.TryAcquire());
            _now += TimeSpan.FromSeconds(1.1);
            for (var i = 0; i < taken; i++) limit.Release(latency, i == taken - 1 ? _now : _now - TimeSpan.FromSeconds(0.5));
        }
    }

    private static Arbitrary<List<(int Callers, int Latency)>> Loads() =>
        (from callers in Gen.Choose(0, 120)
         from power in Gen.Choose(0, 12)
         select (callers, (int)Math.Pow(2, power))).ListOf(60).ToArbitrary();
}
