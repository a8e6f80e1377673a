using System.Collections.Concurrent;
using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Benchmarks.Flow;

/// <summary>Frames of a simulated market, read by the code that live frames go through and given to the flow, over again from the end.</summary>
internal sealed class FrameFeed : IMarketDataSink, IBookObserver
{
    private const string Venue = "okx";

    private readonly IVenue _venue = VenueCatalog.Create(Venue);
    private readonly List<byte[]> _frames = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _received = new();
    private readonly FeedIntake _intake;
    private readonly FeedState _state;
    private readonly IFrameParser _parser;
    private int _next;

    public FrameFeed(byte[] capture, IReadOnlyList<string> symbols, FeedIntake intake)
    {
        _intake = intake;
        _state = new FeedState(_venue, this, this);
        _parser = _venue.CreateParser();
        foreach (var symbol in symbols) _state.Open(_venue.Stream(Channel.Book, symbol));
        using var reader = new CaptureReader(new MemoryStream(capture));
        while (reader.Read())
            if (reader.Kind == CaptureEntryKind.Received) _frames.Add(reader.Payload.ToArray());
    }

    /// <summary>Reads the next frame, as received now, and gives what is in it to the flow.</summary>
    public void Next()
    {
        // From the beginning the snapshots replace the books.
        if (_next == _frames.Count) _next = 0;
        _parser.Parse(_frames[_next++], TimeProvider.System.GetUtcNow(), _state);
    }

    /// <summary>When the frame of a trade was received; once.</summary>
    public DateTimeOffset? Received(string trade) => _received.TryRemove(trade, out var at) ? at : null;

    public void OnTrade(Trade trade)
    {
        // Ids of a market that begins anew come again.
        _received[$"{trade.Symbol.Name}:{trade.Id}"] = trade.ReceivedTime;
        _intake.GiveNow(Venue, FeedItem.Of(Venue, trade));
    }

    public void OnQuote(Quote quote) => _intake.GiveNow(Venue, FeedItem.Of(Venue, quote));

    public void OnChanged(OrderBook book) => _intake.GiveNow(Venue, FeedItem.Of(Venue, book.Read(10)));

    public void OnDoubt(OrderBook book, BookDoubt doubt) => _intake.GiveNow(Venue, FeedItem.Of(Venue, book.Read(10)));

    public void OnGrade(OrderBook book, BookGrade grade)
    {
    }

    public void OnCandle(Candle candle)
    {
    }

    public void OnBook(BookUpdate update)
    {
    }

    public void OnNotice(VenueNotice notice)
    {
    }

    public void OnMalformed(MalformedFrame frame) => throw new InvalidOperationException($"A frame made here cannot be read: {frame.Problem}");
}
