using FsCheck;
using FsCheck.Fluent;
using Genesis.Supervision;

namespace Genesis.Tests.Unit.Supervision;

public sealed class PhiAccrualTests
{
    [Fact]
    public void A_heartbeat_that_stays_away_becomes_ever_more_suspicious()
    {
        var detector = new PhiAccrual(new SuspicionOptions());
        for (var second = 0; second <= 20; second++) detector.Heartbeat(At(second));
        detector.PhiAt(At(20.5)).ShouldBeLessThan(0.01);
        // At the mean it is as likely late as early: log10(2).
        detector.PhiAt(At(21)).ShouldBe(0.301, 0.001);
        detector.PhiAt(At(21.3)).ShouldBeInRange(2, 4);
        detector.PhiAt(At(21.6)).ShouldBeGreaterThan(8);
        detector.PhiAt(At(100)).ShouldBeLessThan(double.PositiveInfinity);
    }

    [Theory]
    [InlineData(1, 0.1587)]
    [InlineData(2, 0.02275)]
    [InlineData(3, 0.00135)]
    [InlineData(4, 3.167e-5)]
    [InlineData(-1, 0.8413)]
    [InlineData(6, 9.866e-10)]
    public void Phi_is_the_tail_of_the_normal_distribution(double deviations, double tail)
    {
        var detector = new PhiAccrual(new SuspicionOptions());
        for (var i = 0; i < 100; i++) detector.Observe(At(1));
        detector.Phi(At(1 + (0.1 * deviations))).ShouldBe(-Math.Log10(tail), 0.005);
    }

    [Fact]
    public void Nothing_is_suspected_before_enough_was_seen()
    {
        var detector = new PhiAccrual(new SuspicionOptions());
        for (var i = 0; i < 9; i++) detector.Observe(At(0.01));
        detector.Judge(At(1000), At(0)).ShouldBe(Suspicion.None);
        detector.Observe(At(0.01));
        detector.Judge(At(1000), At(0)).ShouldBe(Suspicion.Suspected);
    }

    [Fact]
    public void It_says_what_is_unusual()
    {
        var detector = new PhiAccrual(new SuspicionOptions());
        for (var i = 0; i < 100; i++) detector.Observe(At(i % 2 == 0 ? 0.1 : 0.3));
        detector.Judge(At(0.3), At(1)).ShouldBe(Suspicion.None);
        detector.Explanation.ShouldBeNull();
        detector.Judge(At(0.64), At(2)).ShouldBe(Suspicion.Rising);
        detector.Judge(At(1), At(3)).ShouldBe(Suspicion.Suspected);
        var why = detector.Explanation.ShouldNotBeNull();
        why.At.ShouldBe(At(3));
        why.Why.ShouldBe("1000 ms have passed where 200 ± 100 ms are usual; the threshold is 8.");
        detector.Judge(At(0.2), At(4)).ShouldBe(Suspicion.None);
        detector.Explanation!.At.ShouldBe(At(4));
    }

    [Fact]
    public void Turned_off_it_suspects_nothing()
    {
        var detector = new PhiAccrual(new SuspicionOptions());
        for (var i = 0; i < 100; i++) detector.Observe(At(0.01));
        detector.Configure(new SuspicionOptions { Enabled = false });
        detector.Judge(At(1000), At(1)).ShouldBe(Suspicion.None);
    }

    [Fact]
    public void What_is_usual_changes_with_what_is_seen()
    {
        var detector = new PhiAccrual(new SuspicionOptions { Window = 20 });
        for (var i = 0; i < 100; i++) detector.Observe(At(0.1));
        detector.Phi(At(2)).ShouldBeGreaterThan(8);
        for (var i = 0; i < 100; i++) detector.Observe(At(2));
        detector.Phi(At(2)).ShouldBeLessThan(1);
    }

    [Fact]
    public void It_grows_with_time_and_is_a_number() => Prop.ForAll(Samples(), static samples =>
    {
        var detector = new PhiAccrual(new SuspicionOptions());
        foreach (var sample in samples) detector.Observe(TimeSpan.FromMilliseconds(sample));
        var before = 0.0;
        foreach (var elapsed in new[] { 0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000_000 })
        {
            var phi = detector.Phi(TimeSpan.FromMilliseconds(elapsed));
            phi.ShouldBeInRange(before, double.MaxValue);
            before = phi;
        }
    }).QuickCheckThrowOnFailure();

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Arbitrary<List<int>> Samples() => Gen.Choose(0, 60_000).ListOf(40).ToArbitrary();
}
