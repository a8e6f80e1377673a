using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges.Connections;

public sealed class TokenBucketTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    [Fact]
    public void No_window_ever_sees_more_than_the_capacity()
    {
        var time = new ManualTime();
        var bucket = new TokenBucket(5, Period, time);
        var random = new Random(4711);
        List<(TimeSpan At, int Tokens)> taken = [];
        for (var step = 0; step < 20_000; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 700)));
            var tokens = random.Next(1, 4);
            if (bucket.TryTake(tokens) == TimeSpan.Zero) taken.Add((time.Elapsed, tokens));
        }
        taken.Count.ShouldBeGreaterThan(1_000);
        for (var first = 0; first < taken.Count; first++)
        {
            var sum = 0;
            for (var i = first; i < taken.Count && taken[i].At - taken[first].At < Period; i++) sum += taken[i].Tokens;
            sum.ShouldBeLessThanOrEqualTo(5);
        }
    }

    [Fact]
    public void A_wait_that_is_told_is_long_enough_and_not_too_long()
    {
        var time = new ManualTime();
        var bucket = new TokenBucket(3, Period, time);
        for (var i = 0; i < 3; i++)
        {
            bucket.TryTake().ShouldBe(TimeSpan.Zero);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        var wait = bucket.TryTake(2);
        time.Advance(wait - TimeSpan.FromMilliseconds(1));
        bucket.TryTake(2).ShouldBeGreaterThan(TimeSpan.Zero);
        time.Advance(TimeSpan.FromMilliseconds(1));
        bucket.TryTake(2).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Those_who_wait_get_their_tokens_when_time_has_come()
    {
        var time = new ManualTime();
        var bucket = new TokenBucket(1, Period, time);
        await bucket.TakeAsync(1, CancellationToken.None);
        var second = bucket.TakeAsync(1, CancellationToken.None).AsTask();
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(11));
        await second.InTime();
    }

    [Fact]
    public void A_venue_that_asks_to_be_left_alone_is_left_alone()
    {
        var time = new ManualTime();
        var bucket = new TokenBucket(100, Period, time);
        bucket.Block(TimeSpan.FromMinutes(2));
        bucket.Available.ShouldBe(0);
        bucket.TryTake().ShouldBe(TimeSpan.FromMinutes(2));
        time.Advance(TimeSpan.FromMinutes(2));
        bucket.TryTake().ShouldBe(TimeSpan.Zero);
    }
}
