using System.Globalization;
using System.Text;
using Genesis.Exchanges;

namespace Genesis.Benchmarks.Feeds;

/// <summary>Changes of a book: parsed, applied and checked, on a book of 1,000 levels a side.</summary>
internal static class BookFigures
{
    private const int Frames = 10_000;

    public static void Run(Report report, int rounds, long operations)
    {
        foreach (var (venue, name) in new[] { ("kraken", "book-1000:BTC/USD"), ("binance", "btcusdt@depth@100ms"), ("bybit", "orderbook.1000.BTCUSDT") })
        {
            var (snapshot, frames) = Make(venue);
            var kind = VenueCatalog.Create(venue);
            var stream = kind.ParseStream(name);
            var (nanoseconds, bytes) = Measure.Cpu(rounds, operations, count =>
            {
                for (var left = count; left > 0; left -= frames.Count)
                {
                    var state = new FeedState(kind, NullSink.Instance);
                    state.Open(stream);
                    var parser = kind.CreateParser();
                    Begin(kind, stream, state, parser, snapshot);
                    foreach (var frame in frames) parser.Parse(frame, default, state);
                    var book = state.Book(stream.Symbol)!;
                    if (book.History.Total > 0 || book.Grade < BookGrade.Sequenced) throw new InvalidOperationException($"the {venue} book is {book.Grade}: {string.Join(", ", book.History.Doubts)}");
                }
            });
            report.Add($"book-{venue}-delta", nanoseconds, "ns", $"{bytes:F0} B: frame to checked book, 2 levels, {(venue == "kraken" ? "CRC-32 each" : "numbers")}");
        }
    }

    private static void Begin(IVenue venue, StreamKey stream, FeedState state, IFrameParser parser, byte[] snapshot)
    {
        if (venue.BookRule(stream).Snapshots == SnapshotSource.Rest) state.OnBook(venue.ParseBookSnapshot(stream, snapshot, default)!);
        else parser.Parse(snapshot, default, state);
    }

    /// <summary>A snapshot and changes near the top, with the checksums that the rule itself makes.</summary>
    private static (byte[] Snapshot, List<byte[]> Frames) Make(string venue)
    {
        var random = new Random(1);
        var rule = VenueCatalog.Create("kraken").BookRule(VenueCatalog.Create("kraken").ParseStream("book-1000:BTC/USD"));
        var (bids, asks) = (new BookSide(true), new BookSide(false));
        for (var i = 0; i < 1000; i++)
        {
            bids.Set(new BookLevel(50000.0m - (i * 0.5m), Size(random)));
            asks.Set(new BookLevel(50000.5m + (i * 0.5m), Size(random)));
        }
        var snapshot = Frame(venue, true, Levels(bids), Levels(asks), rule.Checksum(bids, asks), 1);
        var frames = new List<byte[]>();
        for (var n = 2; n < Frames + 2; n++)
        {
            var depth = Math.Min(random.Next(40), random.Next(40)) * 0.5m;
            var (bid, ask) = (new BookLevel(50000.0m - depth, Size(random)), new BookLevel(50000.5m + depth, Size(random)));
            bids.Set(bid);
            asks.Set(ask);
            frames.Add(Frame(venue, false, [bid], [ask], rule.Checksum(bids, asks), n));
        }
        return (snapshot, frames);
    }

    private static decimal Size(Random random) => new(random.Next(1, 1_000_000_000), 0, 0, false, 8);

    private static List<BookLevel> Levels(BookSide side) => [.. Enumerable.Range(0, side.Count).Select(rank => side[rank])];

    private static byte[] Frame(string venue, bool snapshot, List<BookLevel> bids, List<BookLevel> asks, uint checksum, long n) => Encoding.UTF8.GetBytes(venue switch
    {
        "kraken" => string.Create(CultureInfo.InvariantCulture, $$"""{"channel":"book","type":"{{(snapshot ? "snapshot" : "update")}}","data":[{"symbol":"BTC/USD","bids":[{{Objects(bids)}}],"asks":[{{Objects(asks)}}],"checksum":{{checksum}},"timestamp":"2023-10-06T17:35:55.440295Z"}]}"""),
        "bybit" => string.Create(CultureInfo.InvariantCulture, $$"""{"topic":"orderbook.1000.BTCUSDT","type":"{{(snapshot ? "snapshot" : "delta")}}","ts":1687940967466,"data":{"s":"BTCUSDT","b":[{{Arrays(bids)}}],"a":[{{Arrays(asks)}}],"u":{{n + 10}},"seq":66544703342}, "cts":1687940967464}"""),
        _ when snapshot => string.Create(CultureInfo.InvariantCulture, $$"""{"lastUpdateId":{{n}},"bids":[{{Arrays(bids)}}],"asks":[{{Arrays(asks)}}]}"""),
        _ => string.Create(CultureInfo.InvariantCulture, $$"""{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":{{n}},"u":{{n}},"b":[{{Arrays(bids)}}],"a":[{{Arrays(asks)}}]} }"""),
    });

    private static string Objects(List<BookLevel> levels) =>
        string.Join(',', levels.Select(level => string.Create(CultureInfo.InvariantCulture, $$"""{"price":{{level.Price}},"qty":{{level.Size}}}""")));

    private static string Arrays(List<BookLevel> levels) =>
        string.Join(',', levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"[\"{level.Price}\",\"{level.Size}\"]")));
}
