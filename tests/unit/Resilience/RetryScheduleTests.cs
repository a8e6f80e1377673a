using FsCheck;
using FsCheck.Fluent;
using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class RetryScheduleTests
{
    private static readonly TimeSpan Far = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(4, 800)]
    public void Delays_double_from_a_tenth_of_a_second(int attempts, double milliseconds) =>
        RetrySchedule.Next(new RetryOptions(), attempts, TimeSpan.Zero, Far, 0.5).ShouldBe(new RetryStep(RetryStop.None, TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void The_fifth_attempt_is_the_last() =>
        RetrySchedule.Next(new RetryOptions(), 5, TimeSpan.Zero, Far, 0.5).Stop.ShouldBe(RetryStop.Attempts);

    [Theory]
    [InlineData(0, 75)]
    [InlineData(1, 125)]
    public void Jitter_spreads_a_delay_by_a_quarter_each_way(double random, double milliseconds) =>
        RetrySchedule.Delay(new RetryOptions(), 1, random).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void No_attempt_begins_with_less_than_a_useful_remainder()
    {
        var options = new RetryOptions { Jitter = 0 };
        RetrySchedule.Next(options, 1, TimeSpan.Zero, TimeSpan.FromMilliseconds(110), 0.5).Stop.ShouldBe(RetryStop.None);
        RetrySchedule.Next(options, 1, TimeSpan.Zero, TimeSpan.FromMilliseconds(109), 0.5).Stop.ShouldBe(RetryStop.Deadline);
        RetrySchedule.Next(options, 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4), 0.5).Stop.ShouldBe(RetryStop.Deadline);
    }

    [Fact]
    public void A_retry_ends_in_time_or_is_not_made() => Prop.ForAll(Cases(), static value =>
    {
        var (attempts, now, deadline, random, jitter) = value;
        var options = new RetryOptions { Jitter = jitter / 100.0 };
        var (stop, delay) = RetrySchedule.Next(options, attempts, now, deadline, random / 1000.0);
        if (attempts >= 5) stop.ShouldBe(RetryStop.Attempts);
        if (stop != RetryStop.None) return;
        delay.ShouldBeGreaterThan(TimeSpan.Zero);
        (now + delay + options.UsefulRemainder).ShouldBeLessThanOrEqualTo(deadline);
        var exact = 0.1 * Math.Pow(2, attempts - 1);
        delay.TotalSeconds.ShouldBeInRange((exact * (1 - (options.Jitter / 2))) - 1e-6, (exact * (1 + (options.Jitter / 2))) + 1e-6);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Attempts, TimeSpan Now, TimeSpan Deadline, int Random, int Jitter)> Cases() =>
        (from attempts in Gen.Choose(1, 7)
         from now in Gen.Choose(0, 5000)
         from left in Gen.Choose(-100, 3000)
         from random in Gen.Choose(0, 1000)
         from jitter in Gen.Choose(0, 100)
         select (attempts, TimeSpan.FromMilliseconds(now), TimeSpan.FromMilliseconds(now + left), random, jitter)).ToArbitrary();
}
