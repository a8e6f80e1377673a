using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>One symbol's book frames of a capture, in order, with the book as it truly was after each.</summary>
internal sealed class SymbolFeed
{
    public required IVenue Venue { get; init; }

    public required StreamKey Stream { get; init; }

    /// <summary>Snapshots and changes; the frame's bytes where it came over the socket, empty for a REST snapshot.</summary>
    public List<(BookUpdate Update, byte[] Frame)> Steps { get; } = [];

    /// <summary>The book after each step.</summary>
    public List<BookView> Truth { get; } = [];

    /// <summary>Steps that a fault may befall: changes after the book has its grade, with another change after them.</summary>
    public List<int> Targets { get; } = [];

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<SymbolFeed>> Loaded = new();

    public static IReadOnlyList<SymbolFeed> Load(string venueName, string file) => Loaded.GetOrAdd(file, _ => Read(venueName, file));

    private static List<SymbolFeed> Read(string venueName, string file)
    {
        var path = CaptureData.Path(file);
        var venue = VenueCatalog.Create(venueName);
        var feeds = new Dictionary<Symbol, SymbolFeed>();
        var parsed = new Recorder();
        var parser = venue.CreateParser();
        foreach (var (isAnswer, url, frame, time) in Entries(path))
        {
            if (isAnswer)
            {
                var name = url.Split("symbol=")[1].Split('&')[0];
                var stream = venue.Stream(Channel.Book, name);
                Add(feeds, venue, stream, venue.ParseBookSnapshot(stream, frame, time)!, []);
                continue;
            }
            parsed.Books.Clear();
            parser.Parse(frame, time, parsed);
            foreach (var update in parsed.Books) Add(feeds, venue, venue.Stream(Channel.Book, update.Symbol.VenueName, depth: venueName == "kraken-v1" ? 1000 : 0), update, frame);
        }
        foreach (var feed in feeds.Values) feed.FindTruth();
        return [.. feeds.Values.Where(feed => feed.Targets.Count > 0)];
    }

    private static void Add(Dictionary<Symbol, SymbolFeed> feeds, IVenue venue, StreamKey stream, BookUpdate update, byte[] frame)
    {
        if (!feeds.TryGetValue(update.Symbol, out var feed)) feeds.Add(update.Symbol, feed = new SymbolFeed { Venue = venue, Stream = stream });
        feed.Steps.Add((update, frame));
    }

    private static IEnumerable<(bool IsAnswer, string Url, byte[] Frame, DateTimeOffset Time)> Entries(string path)
    {
        var entries = new List<(bool IsAnswer, string Url, byte[] Frame, DateTimeOffset Time)>();
        foreach (var file in new[] { path, Path.ChangeExtension(path, ".http") }.Where(File.Exists))
        {
            using var reader = CaptureReader.Open(file);
            while (reader.Read())
                if (reader.Kind is CaptureEntryKind.Received or CaptureEntryKind.Answer)
                    entries.Add((reader.Kind == CaptureEntryKind.Answer, reader.Url, reader.Payload.ToArray(), reader.Time));
        }
        return entries.OrderBy(entry => entry.Time);
    }

    private void FindTruth()
    {
        var book = new OrderBook(Stream.Symbol, Venue.BookRule(Stream));
        foreach (var (update, _) in Steps)
        {
            book.Apply(update);
            Truth.Add(book.Read());
        }
        var best = Truth.Max(view => view.Grade);
        for (var i = 1; i < Steps.Count - 1; i++)
            if (!Steps[i].Update.IsSnapshot && Truth[i - 1].Grade == best) Targets.Add(i);
    }
}
