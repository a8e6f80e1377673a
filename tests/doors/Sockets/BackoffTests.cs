using FsCheck;
using FsCheck.Fluent;
using Genesis.DoorClient;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>When the client library tries again.</summary>
public sealed class BackoffTests
{
    [Fact]
    public void At_once_then_doubling_with_a_spread_and_never_beyond_the_longest() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        static seed =>
        {
            var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(seed));
            for (var time = 0; time < 2; time++)
            {
                backoff.Next().ShouldBe(TimeSpan.Zero);
                foreach (var least in (double[])[1, 2, 4, 8]) backoff.Next().TotalSeconds.ShouldBeInRange(least, Math.Min(10, least * 1.25));
                for (var later = 0; later < 100; later++) backoff.Next().ShouldBe(TimeSpan.FromSeconds(10));
                backoff.Reset();
            }
        }).QuickCheckThrowOnFailure();
}
