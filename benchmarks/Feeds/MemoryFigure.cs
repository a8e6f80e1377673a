using System.Globalization;
using System.Text;
using Genesis.Exchanges;

namespace Genesis.Benchmarks.Feeds;

/// <summary>What 100 books with 1,000 levels a side weigh.</summary>
internal static class MemoryFigure
{
    private const int Books = 100;

    public static void Run(Report report)
    {
        var venue = VenueCatalog.Create("binance");
        var levels = string.Join(',', Enumerable.Range(1, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"[\"{i}.5\",\"1.25\"]")));
        var higher = string.Join(',', Enumerable.Range(2001, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"[\"{i}.5\",\"1.25\"]")));
        var body = Encoding.UTF8.GetBytes($$"""{"lastUpdateId":1,"bids":[{{levels}}],"asks":[{{higher}}]}""");
        var state = new FeedState(venue, NullSink.Instance);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Books; i++)
        {
            var stream = venue.Stream(Channel.Book, $"COIN{i}-USDT");
            state.Open(stream);
            state.OnBook(venue.ParseBookSnapshot(stream, body, default)!);
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        report.Add("books-100x1000-memory", (after - before) / 1e6, "MB", $"{(after - before) / (double)(Books * 2000):F0} B a level");
        GC.KeepAlive(state);
    }
}
