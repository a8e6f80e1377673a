namespace Genesis.Tests.Streams.Units;

/// <summary>The count of what is on its way, with a door that closes.</summary>
public sealed class OpenCountTests
{
    [Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]
    public async Task What_entered_is_out_when_it_has_closed(int round)
    {
        var (count, entered, left) = (new OpenCount(), 0, 0);
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (count.TryEnter(1))
            {
                Interlocked.Increment(ref entered);
                Interlocked.Increment(ref left);
                count.Leave(1);
            }
        })).ToArray();
        await Eventually.True(() => Volatile.Read(ref entered) > 1000, $"the workers of round {round} to work");

        (await count.CloseAsync(CancellationToken.None).InTime("the door to close")).ShouldBe(0);

        left.ShouldBe(entered);
        await Task.WhenAll(workers);
        count.Value.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_left_at_the_deadline_is_counted()
    {
        var count = new OpenCount();
        count.TryEnter(7).ShouldBeTrue();

        (await count.CloseAsync(new CancellationToken(canceled: true))).ShouldBe(7);

        count.IsClosed.ShouldBeTrue();
        count.TryEnter(1).ShouldBeFalse();
        count.Value.ShouldBe(7);
    }
}
