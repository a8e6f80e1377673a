using System.Text;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Replay in time, and of what was just recorded.</summary>
public sealed class ReplayTests
{
    private const string Capture = """
        wss://stream.binance.com:9443/stream?streams=btcusdt@depth@100ms/btcusdt@trade <-> 1700000000.0
        1700000001.0: {"e":"trade","E":1700000001000,"s":"BTCUSDT","t":1,"p":"100","q":"1","T":1700000001000,"m":true}
        1700000005.0: {"e":"depthUpdate","E":1700000005000,"s":"BTCUSDT","U":10,"u":12,"b":[["99","2"]],"a":[["101","3"]]}
        1700000011.0: {"e":"trade","E":1700000011000,"s":"BTCUSDT","t":2,"p":"101","q":"1","T":1700000011000,"m":true}
        nonsense
        """;

    private const string Answers = """
        https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000 -> 1700000006.0: {"lastUpdateId":11,"bids":[["98","1"]],"asks":[["101","1"]]}
        """;

    [Theory]
    [InlineData(1, 11)]
    [InlineData(10, 1.1)]
    public async Task Entries_come_at_their_time_divided_by_the_speed(double speed, double seconds)
    {
        var clock = new ManualTime();
        var seen = new Recorder();
        using var replay = Replay(seen);
        var run = replay.RunAsync(speed, clock, TestContext.Current.CancellationToken);

        // The last trade is played when its time has come, and not before.
        clock.Advance(TimeSpan.FromSeconds(1 / speed));
        await Eventually.True(() => seen.Trades.Count == 1, "the first trade");
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(20))
        {
            await Eventually.True(() => clock.Timers > 0, "the replay to wait");
            run.IsCompleted.ShouldBeFalse();
            seen.Trades.Count.ShouldBe(1);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }
        await Eventually.True(() => clock.Timers > 0, "the replay to wait");
        clock.Advance(TimeSpan.FromMilliseconds(20));
        await run.InTime();
        seen.Trades.Count.ShouldBe(2);
    }

    [Fact]
    public void Any_speed_gives_the_same_and_the_times_are_the_captures()
    {
        var seen = new Recorder();
        using var replay = Replay(seen);
        replay.Run();

        (replay.MalformedLines, replay.Snapshots, replay.Time).ShouldBe((1, (1, 0), DateTimeOffset.FromUnixTimeSeconds(1700000011)));
        seen.Trades.Select(trade => trade.ReceivedTime.ToUnixTimeSeconds()).ShouldBe([1700000001, 1700000011]);
        var book = replay.State.Books.ShouldHaveSingleItem();
        book.Grade.ShouldBe(BookGrade.Sequenced);
        var view = book.Read();
        (view.Bids[0], view.Asks[0], view.LastSequence).ShouldBe((new BookLevel(99, 2), new BookLevel(101, 3), 12));
    }

    [Fact]
    public async Task A_replay_can_be_stopped()
    {
        using var replay = Replay(new Recorder());
        using var stop = new CancellationTokenSource();
        var run = replay.RunAsync(1, new ManualTime(), stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run.InTime());
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => replay.RunAsync(0, TimeProvider.System, stop.Token));
    }

    [Fact]
    public void A_second_connection_in_a_capture_ends_the_books_of_the_first()
    {
        var seen = new Recorder();
        using var replay = new CaptureReplay(VenueCatalog.Create("binance"), Reader(Capture + "\nwss://stream.binance.com:9443/stream <-> 1700000020.0\n"), Reader(Answers), seen, seen);
        replay.Run();

        seen.Doubts.ShouldHaveSingleItem().Doubt.Kind.ShouldBe(DoubtKind.ConnectionLost);
        replay.State.Books.ShouldHaveSingleItem().Grade.ShouldBe(BookGrade.Stale);
    }

    private static CaptureReplay Replay(Recorder seen) => new(VenueCatalog.Create("binance"), Reader(Capture), Reader(Answers), seen, seen);

    private static CaptureReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
