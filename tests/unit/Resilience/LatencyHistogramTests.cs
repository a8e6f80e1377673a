using FsCheck;
using FsCheck.Fluent;
using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void An_empty_one_says_zero() => new LatencyHistogram().Quantile(0.99).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void A_quantile_is_never_too_low_and_at_most_a_quarter_too_high() => Prop.ForAll(Latencies(), Gen.Choose(1, 100).ToArbitrary(), static (latencies, percent) =>
    {
        var histogram = new LatencyHistogram();
        foreach (var latency in latencies) histogram.Record(latency);
        var exact = latencies.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(latencies.Length * (percent / 100.0))) - 1);
        var read = histogram.Quantile(percent / 100.0);
        read.ShouldBeGreaterThanOrEqualTo(exact);
        read.TotalMicroseconds.ShouldBeLessThanOrEqualTo(Math.Max(1, exact.TotalMicroseconds * 1.25 + 0.1));
        histogram.Count.ShouldBe(latencies.Length);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1e9)]
    public void Whatever_is_recorded_has_its_place(double seconds)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromSeconds(seconds));
        histogram.Count.ShouldBe(1);
        histogram.Quantile(1).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Decay_forgets()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 100; i++) histogram.Record(TimeSpan.FromSeconds(1));
        histogram.Decay();
        histogram.Count.ShouldBe(50);
        for (var i = 0; i < 10; i++) histogram.Decay();
        histogram.Count.ShouldBe(0);
    }

    private static Arbitrary<TimeSpan[]> Latencies() =>
        (from power in Gen.Choose(0, 29)
         from part in Gen.Choose(0, 1000)
         select TimeSpan.FromTicks((long)(Math.Pow(2, power) * (1 + (part / 1000.0))))).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
}
