using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges.Connections;

public sealed class ReconnectBackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public void At_once_then_a_quarter_second_doubling_to_thirty_seconds()
    {
        double[] expected = [0, 250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000];
        expected.Select((_, attempt) => ReconnectBackoff.Delay(attempt, First, Longest, 0.5).TotalMilliseconds).ShouldBe(expected);
        ReconnectBackoff.Delay(int.MaxValue, First, Longest, 0.99).ShouldBe(Longest);
    }

    [Fact]
    public void Jitter_stays_within_a_fifth()
    {
        var backoff = new ReconnectBackoff(First, Longest, new Random(1));
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var middle = ReconnectBackoff.Delay(attempt, First, Longest, 0.5);
            backoff.Next().ShouldBeInRange(middle * 0.8, middle * 1.2);
        }
        backoff.Reset();
        backoff.Next().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Two_clients_do_not_return_together()
    {
        var waits = Enumerable.Range(0, 100).Select(seed =>
        {
            var backoff = new ReconnectBackoff(First, Longest, new Random(seed));
            backoff.Next();
            return backoff.Next();
        });
        waits.Distinct().Count().ShouldBeGreaterThan(90);
    }
}
