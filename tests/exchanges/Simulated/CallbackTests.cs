using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>A callback hurts nobody but itself.</summary>
public sealed class CallbackTests
{
    [Fact]
    public async Task One_that_throws_hurts_nobody_and_gets_the_next_item()
    {
        await using var rig = await Rig.StartAsync("kraken");
        var good = new Collector();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), _ => throw new InvalidOperationException("mine"))).ShouldBeTrue();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), good.Take)).ShouldBeTrue();
        await Eventually.True(() => rig.Connection.Consumers[0].Failures > 5 && good.Trades.Count > 5, "failures on one side, trades on the other");
        rig.Connection.Links.Single().Breaks.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_hangs_holds_only_its_own_queue_and_is_told_what_it_missed()
    {
        await using var rig = await Rig.StartAsync("kraken", change: options => options with { CallbackHangs = TimeSpan.FromMilliseconds(50) });
        using var release = new ManualResetEventSlim();
        var (slow, good) = (new Collector(), new Collector());
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), one =>
        {
            release.Wait();
            slow.Take(one);
        }, new StreamOptions { QueueCapacity = 4 })).ShouldBeTrue();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), good.Take)).ShouldBeTrue();
        await Eventually.True(() => rig.Connection.Consumers[0].Dropped > 10, "drops at the hanging one");
        rig.Connection.Consumers[0].BusyFor!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        good.Trades.Count.ShouldBeGreaterThan(10);
        good.Gaps.ShouldBeEmpty();

        release.Set();
        await slow.Await(one => one.Gap is { Reason: GapReason.ConsumerTooSlow }, "the gap");
        var events = slow.Events.ToList();
        var at = events.FindIndex(one => one.Gap is not null);
        await Eventually.True(() => slow.Count > at + 1, "a trade after the gap");
        var (before, gap, after) = (slow.Events[at - 1].Trade!, slow.Events[at].Gap!, slow.Events[at + 1].Trade!);
        ((long)(after.Id.Value - before.Id.Value) - 1).ShouldBe(gap.Missing!.Value);
    }

    [Fact]
    public async Task One_that_disconnects_from_within_gets_no_further_call()
    {
        await using var rig = await Rig.StartAsync("kraken");
        var calls = 0;
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        (await rig.Connection.ConnectAsync("trade:BTC/USD", one =>
        {
            Interlocked.Increment(ref calls);
            // Even waiting for it on the callback's own thread must not block.
            ended.TrySetResult(rig.Connection.DisconnectAsync("trade:BTC/USD").GetAwaiter().GetResult());
        })).ShouldBeTrue();
        (await ended.Task.InTime()).ShouldBeTrue();
        await Eventually.True(() => rig.Stats.Open == 0, "the socket to be closed");
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_consumer_of_a_book_gets_fewer_states_and_always_the_newest()
    {
        await using var rig = await Rig.StartAsync("okx");
        using var release = new SemaphoreSlim(0);
        var slow = new Collector();
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        (await rig.Connection.ConnectAsync(Channel.Book, rig.Symbol(), one =>
        {
            release.Wait();
            slow.Take(one);
        })).ShouldBeTrue();
        await Eventually.True(() => rig.Connection.Book(rig.Symbol())!.History[BookOutcome.Applied] > 20, "changes");
        rig.Exchange.Paused = true;
        release.Release(100);
        await Eventually.True(() => slow.Count > 1 && slow.Events[^1].Book!.LastSequence == rig.Connection.Book(rig.Symbol())!.LastSequence, "the newest state");
        slow.Count.ShouldBeLessThan(5);
        release.Release(1000);
    }

    [Fact]
    public async Task Whoever_wants_every_change_can_rebuild_the_book_from_them()
    {
        await using var rig = await Rig.StartAsync("binance", change: options => Rig.Unlimited(options, "binance"));
        var changes = new Collector();
        (await rig.Book("BTC", changes, new StreamOptions { BookEvents = BookEvents.Changes })).ShouldBeTrue();
        await rig.BookIsGood();
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
        await Eventually.True(() => changes.Events.Count(one => one.Snapshot is not null) > 1 && changes.Events[^1].Delta is not null, "changes after the break");
        await rig.BookIsTrue();
        rig.Exchange.Paused = true;
        await rig.BookIsTrue();
        rig.Exchange.Paused = true;
        var last = rig.Connection.Book(rig.Symbol())!.Read();
        await Eventually.True(() => changes.Events[^1].Delta?.LastSequence >= last.LastSequence, "the last change");

        SortedDictionary<decimal, decimal> bids = [];
        foreach (var one in changes.Events)
        {
            if (one.Snapshot is { } snapshot) bids = new SortedDictionary<decimal, decimal>(snapshot.Bids.ToDictionary(level => level.Price, level => level.Size));
            foreach (var level in one.Delta?.Bids ?? [])
                if (level.Size == 0) bids.Remove(level.Price);
                else bids[level.Price] = level.Size;
        }
        bids.Reverse().Select(level => new BookLevel(level.Key, level.Value)).ShouldBe(rig.Connection.Book(rig.Symbol())!.Read().Bids);
    }
}
