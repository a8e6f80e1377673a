using Genesis.Exchanges;

namespace Genesis.ExchangeSimulator;

/// <summary>The market of a capture: its books, kept by the recorded venue's rules, and its trades.</summary>
internal sealed class CaptureMarket : IDisposable
{
    private const int MostDecimals = 8;
    private readonly CaptureSource _source;
    private readonly Dictionary<Symbol, SimulatedSymbol> _symbols;
    private Recorded _recorded = new();
    private CaptureReplay _replay;
    private DateTimeOffset _at;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="ArgumentException">There is no such venue, or the capture holds no book.</exception>
    public CaptureMarket(CaptureSource source, Random random)
    {
        _source = source;
        (_replay, _at) = Open();
        _replay.Run();
        PriceDecimals = _recorded.Decimals;
        _symbols = _recorded.First.ToDictionary(pair => pair.Key, pair => new SimulatedSymbol($"{pair.Key.Base}-{pair.Key.Quote}", Levels(pair.Value.Bids), Levels(pair.Value.Asks), new Random(random.Next())));
        if (_symbols.Count == 0) throw new ArgumentException($"{source.Path} holds no book that could be kept by the rules of {source.Venue}. Was it recorded there, and is its .http file beside it?", nameof(source));
        Begin();
    }

    public IEnumerable<SimulatedSymbol> Symbols => _symbols.Values;

    public int PriceDecimals { get; }

    /// <summary>Goes on by so much time; from the end to the beginning again.</summary>
    /// <returns>What changed, once it has.</returns>
    public IEnumerable<MarketChange> Advance(TimeSpan by, DateTimeOffset now)
    {
        if (_replay.NextTime is null) Begin();
        _at += by * _source.Speed;
        _replay.RunTo(_at);
        foreach (var trade in _recorded.Trades)
            if (_symbols.TryGetValue(trade.Symbol, out var symbol)) yield return symbol.Take(Ticks(trade.Price, PriceDecimals), Ticks(trade.Size, SimulatedSymbol.SizeDecimals), trade.Taker == Side.Buy, now);
        foreach (var book in _recorded.Changed)
            if (book.Read() is { Bids.Length: > 0, Asks.Length: > 0 } view && _symbols[book.Symbol].Follow(Levels(view.Bids), Levels(view.Asks), now) is { } change) yield return change;
        _recorded.Clear();
    }

    public void Dispose() => _replay.Dispose();

    private void Begin()
    {
        _replay.Dispose();
        _recorded = new Recorded();
        (_replay, _at) = Open();
    }

    private (CaptureReplay Replay, DateTimeOffset Start) Open()
    {
        var replay = CaptureReplay.Open(VenueCatalog.Create(_source.Venue), _source.Path, _recorded, _recorded);
        return (replay, replay.NextTime ?? default);
    }

    private Dictionary<long, long> Levels(IEnumerable<BookLevel> levels)
    {
        Dictionary<long, long> side = [];
        foreach (var level in levels) side[Ticks(level.Price, PriceDecimals)] = Math.Max(1, Ticks(level.Size, SimulatedSymbol.SizeDecimals));
        return side;
    }

    private static long Ticks(decimal value, int decimals) => (long)(value * (decimal)Math.Pow(10, decimals));

    /// <summary>What came since it was last asked.</summary>
    private sealed class Recorded : IMarketDataSink, IBookObserver
    {
        public List<Trade> Trades { get; } = [];

        public HashSet<OrderBook> Changed { get; } = [];

        /// <summary>Each symbol's book when it was first good.</summary>
        public Dictionary<Symbol, BookView> First { get; } = [];

        /// <summary>Decimals that the prices need.</summary>
        public int Decimals { get; private set; }

        public void Clear()
        {
            Trades.Clear();
            Changed.Clear();
        }

        public void OnTrade(Trade trade) => Trades.Add(trade);

        public void OnQuote(Quote quote)
        {
        }

        public void OnCandle(Candle candle)
        {
        }

        public void OnBook(BookUpdate update)
        {
            foreach (var level in update.Bids) Need(level);
            foreach (var level in update.Asks) Need(level);
        }

        public void OnNotice(VenueNotice notice)
        {
        }

        public void OnMalformed(MalformedFrame frame)
        {
        }

        public void OnChanged(OrderBook book)
        {
            Changed.Add(book);
            if (First.ContainsKey(book.Symbol) || book.Read() is not { Bids.Length: > 0, Asks.Length: > 0 } view) return;
            First.Add(book.Symbol, view);
            foreach (var level in view.Bids.Concat(view.Asks)) Need(level);
        }

        public void OnDoubt(OrderBook book, BookDoubt doubt)
        {
        }

        public void OnGrade(OrderBook book, BookGrade grade)
        {
        }

        // Dividing by one with many zeros takes a decimal's trailing zeros away.
        private void Need(BookLevel level) => Decimals = Math.Clamp((level.Price / 1.000000000000000000000000000m).Scale, Decimals, MostDecimals);
    }
}
