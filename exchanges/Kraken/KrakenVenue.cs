using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>Kraken, WebSocket version 2. See docs/exchanges/kraken.md.</summary>
internal class KrakenVenue : Venue
{
    private const int StandardDepth = 100;

    private static readonly int[] Minutes = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600];

    private readonly StreamRoute _route;

    public KrakenVenue(VenueEndpoints? endpoints = null) : this("kraken", "/v2", endpoints, asset => asset)
    {
    }

    /// <param name="writeAsset">An asset's name as this version of the protocol has it.</param>
    protected KrakenVenue(string name, string path, VenueEndpoints? endpoints, Func<string, string> writeAsset)
        : base(name, endpoints ?? new VenueEndpoints(new Uri("wss://ws.kraken.com"), new Uri("https://api.kraken.com")),
            new SymbolTable(name, ReadSymbol, (asset, quote, _) => $"{writeAsset(asset)}/{writeAsset(quote)}"))
    {
        _route = new StreamRoute("public", path.Length == 0 ? Endpoints.WebSocket : Endpoints.Stream(path));
        WriteAsset = writeAsset;
        Subscriptions = new KrakenSubscriptions(Limits);
        Symbols.Learn([Default("BTC", "USD", 0.1m), Default("ETH", "USD", 0.01m), Default("SOL", "USD", 0.01m), Default("ETH", "BTC", 0.00001m), Default("BTC", "USDT", 0.1m)]);
    }

    // About 150 connections in 10 minutes for each address, by the proxy before it.
    public override VenueLimits Limits { get; } = new(new RateLimit(150, TimeSpan.FromMinutes(10)), new RateLimit(50, TimeSpan.FromSeconds(1)), 500, 100, 16384,
        new RateLimit(15, TimeSpan.FromSeconds(15)));

    // A heartbeat comes about once a second while something is subscribed.
    public override LivenessRules Liveness { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), """{"method":"ping"}"""u8.ToArray());

    public override ISubscriptionWriter Subscriptions { get; }

    public override IReadOnlyList<RestQuery> InstrumentsQueries => [new(Endpoints.Query("/0/public/AssetPairs"))];

    protected Func<string, string> WriteAsset { get; }

    public override StreamRoute Route(StreamKey stream) => _route;

    public override IFrameParser CreateParser() => new KrakenParser(Symbols);

    public override IBookRule BookRule(StreamKey stream) => new KrakenRule(stream.Depth);

    protected override string StreamExamples => "trade:BTC/USD, ticker:BTC/USD, book-100:BTC/USD, ohlc-1:BTC/USD";

    protected override StreamKey Make(Channel channel, Symbol symbol, TimeSpan interval, int depth)
    {
        if (channel == Channel.Book) depth = OfferedDepth(depth, StandardDepth, 10, 25, 100, 500, 1000);
        if (channel == Channel.Candles && Array.IndexOf(Minutes, (int)interval.TotalMinutes) < 0)
            throw new ArgumentException($"{Name} has no candles of {interval}: it has minutes {string.Join(", ", Minutes)}.", nameof(interval));
        var (word, size) = channel switch
        {
            Channel.Trades => ("trade", 0),
            Channel.Quotes => ("ticker", 0),
            Channel.Candles => ("ohlc", (int)interval.TotalMinutes),
            _ => ("book", depth),
        };
        return new StreamKey(KrakenStreams.Name(word, symbol.VenueName, size), channel, symbol, interval, depth);
    }

    protected override StreamKey? Read(string name)
    {
        if (Split(name) is not var (channel, text)) return null;
        var symbol = Symbols.Resolve(text);
        var parts = channel.Split('-');
        var size = parts.Length == 2 ? (int)Numbers.Integer(System.Text.Encoding.UTF8.GetBytes(parts[1])) : 0;
        return parts[0] switch
        {
            "trade" => Make(Channel.Trades, symbol, default, 0),
            "ticker" => Make(Channel.Quotes, symbol, default, 0),
            "book" when size is 0 or 10 or 25 or 100 or 500 or 1000 => Make(Channel.Book, symbol, default, size),
            "ohlc" when Array.IndexOf(Minutes, size) >= 0 => Make(Channel.Candles, symbol, TimeSpan.FromMinutes(size), 0),
            _ => null,
        };
    }

    protected override IEnumerable<Instrument?> ReadInstruments(JsonElement root) =>
        InstrumentReader.Each(root.GetProperty("result").EnumerateObject().Select(pair => pair.Value), ReadInstrument);

    private Instrument? ReadInstrument(JsonElement element)
    {
        // wsname is the name of version 1 (XBT/USD); version 2 has the common names of assets.
        var parts = element.GetProperty("wsname").GetString()!.Split('/');
        if (parts.Length != 2) return null;
        var (asset, quote) = (SymbolForms.Asset(parts[0]), SymbolForms.Asset(parts[1]));
        return new Instrument
        {
            Symbol = new Symbol(asset, quote, $"{WriteAsset(asset)}/{WriteAsset(quote)}"),
            Venue = Name,
            Settlement = quote,
            TickSize = element.Amount("tick_size") is var tick and > 0 ? tick : InstrumentReader.Step(element.GetProperty("pair_decimals").GetInt32()),
            StepSize = InstrumentReader.Step(element.GetProperty("lot_decimals").GetInt32()),
            MinimumSize = element.Amount("ordermin"),
            MinimumNotional = element.Amount("costmin"),
            Status = element.Text("status") switch
            {
                "online" => TradingStatus.Trading,
                "cancel_only" or "post_only" or "limit_only" or "reduce_only" => TradingStatus.Limited,
                "maintenance" => TradingStatus.Halted,
                "delisted" => TradingStatus.Delisted,
                _ => TradingStatus.Unknown,
            },
        };
    }

    private static Symbol? ReadSymbol(string name) =>
        SymbolForms.Parse(name) is var (asset, quote, suffix) && suffix.Length == 0 ? new Symbol(asset, quote, name.ToUpperInvariant()) : null;

    private Instrument Default(string asset, string quote, decimal tick) => new()
    {
        Symbol = new Symbol(asset, quote, $"{WriteAsset(asset)}/{WriteAsset(quote)}"),
        Venue = Name,
        Settlement = quote,
        TickSize = tick,
        StepSize = 0.00000001m,
        MinimumSize = 0.0001m,
        MinimumNotional = 0.5m,
        Status = TradingStatus.Trading,
    };
}
