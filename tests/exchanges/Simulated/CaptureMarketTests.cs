using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>The simulated exchange plays a recorded market, on whichever venue a client asks for it.</summary>
public sealed class CaptureMarketTests
{
    [Theory]
    [InlineData("binance", "binance-spot.ws", "binance", "NKN")]
    [InlineData("coinbase", "coinbase.ws", "coinbase", "SKL")]
    [InlineData("kraken-v1", "kraken-book.ws", "kraken", "XMR")]
    [InlineData("okx", "okx.ws", "okx", "BTC")]
    [InlineData("coinbase", "coinbase.ws", "kraken", "SKL")]
    [InlineData("okx", "okx.ws", "bybit", "BTC")]
    public async Task A_client_sees_the_recorded_books(string recordedBy, string file, string venue, string asset)
    {
        var source = new CaptureSource(recordedBy, CaptureData.Path(file), Speed: 20);
        await using var rig = await Rig.StartAsync(venue, new SimulatorOptions { Capture = source, Interval = TimeSpan.FromMilliseconds(5) });
        var seen = new Collector();
        (await rig.Book(asset, seen)).ShouldBeTrue();
        await rig.BookIsGood(asset);
        await Eventually.True(() => rig.Connection.Book(rig.Symbol(asset))!.History[BookOutcome.Applied] > 30, "changes");
        await rig.BookIsTrue(asset);
        rig.Doubts.ShouldBeEmpty();

        var recorded = Recorded(recordedBy, file, rig.Symbol(asset));
        foreach (var view in seen.Events.Select(one => one.Book!))
            if (view.Bids.Length > 0) recorded.Bests.ShouldContain((view.Bids[0], view.Asks[0]));
    }

    [Fact]
    public async Task Recorded_trades_come_in_their_order_and_the_capture_begins_again_at_its_end()
    {
        var source = new CaptureSource("coinbase", CaptureData.Path("coinbase.ws"), Speed: 1000);
        await using var rig = await Rig.StartAsync("kraken", new SimulatorOptions { Capture = source, Interval = TimeSpan.FromMilliseconds(5) });
        var seen = new Collector();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol("SKL"), seen.Take)).ShouldBeTrue();
        var recorded = Recorded("coinbase", "coinbase.ws", "SKL-USD").Trades;
        await Eventually.True(() => seen.Trades.Count > 2 * recorded.Count, "the trades twice over");

        var first = seen.Trades.Select(trade => (trade.Price, trade.Size, trade.Taker)).ToList();
        // From wherever the client came in, they go round in the recorded order.
        var start = Enumerable.Range(0, recorded.Count).First(at => recorded[at] == first[0] && recorded[(at + 1) % recorded.Count] == first[1]);
        for (var i = 0; i < 2 * recorded.Count; i++) first[i].ShouldBe(recorded[(start + i) % recorded.Count]);
    }

    [Fact]
    public async Task A_capture_without_books_is_refused_with_what_to_do()
    {
        var source = new CaptureSource("kraken-v1", CaptureData.Path("kraken-trade.ws"));
        var problem = await Should.ThrowAsync<ArgumentException>(() => SimulatedExchange.StartAsync(new SimulatorOptions { Capture = source }));
        problem.Message.ShouldContain("holds no book");
    }

    private static (HashSet<(BookLevel, BookLevel)> Bests, List<(decimal Price, decimal Size, Side Taker)> Trades) Recorded(string venue, string file, string symbol)
    {
        HashSet<(BookLevel, BookLevel)> bests = [];
        var seen = new Recorder();
        seen.Changed = book =>
        {
            if (book.Symbol.Name == symbol && book.TryGetBest(out var bid, out var ask)) bests.Add((bid, ask));
        };
        using var replay = CaptureReplay.Open(VenueCatalog.Create(venue), CaptureData.Path(file), seen, seen);
        replay.Run();
        return (bests, [.. seen.Trades.Where(trade => trade.Symbol.Name == symbol).Select(trade => (trade.Price, trade.Size, trade.Taker))]);
    }
}
