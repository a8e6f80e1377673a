using System.Text.Json;

namespace Genesis.Exchanges.Coinbase;

/// <summary>Coinbase Exchange. See docs/exchanges/coinbase.md.</summary>
internal sealed class CoinbaseVenue : Venue
{
    private static readonly CoinbaseRule Rule = new();

    private readonly StreamRoute _route;

    public CoinbaseVenue(VenueEndpoints? endpoints = null)
        : base("coinbase", endpoints ?? new VenueEndpoints(new Uri("wss://ws-feed.exchange.coinbase.com"), new Uri("https://api.exchange.coinbase.com")),
            new SymbolTable("coinbase", ReadSymbol, (asset, quote, _) => $"{asset}-{quote}"))
    {
        _route = new StreamRoute("feed", Endpoints.WebSocket);
        Subscriptions = new CoinbaseSubscriptions(Limits);
        Symbols.Learn([Default("BTC-USD", 0.01m, 0.00000001m), Default("ETH-USD", 0.01m, 0.00000001m), Default("SOL-USD", 0.01m, 0.00000001m), Default("ETH-BTC", 0.00001m, 0.00000001m)]);
    }

    // 8 requests a second for each address, 100 messages a second; streams per connection are not limited, 100 products is the venue's advice.
    public override VenueLimits Limits { get; } = new(new RateLimit(8, TimeSpan.FromSeconds(1)), new RateLimit(100, TimeSpan.FromSeconds(1)), 300, 100, 16384,
        new RateLimit(10, TimeSpan.FromSeconds(1)));

    // A heartbeat comes every second.
    public override LivenessRules Liveness { get; } = new(TimeSpan.FromSeconds(5), null, TimeSpan.FromSeconds(5), default);

    public override ISubscriptionWriter Subscriptions { get; }

    public override IReadOnlyList<RestQuery> InstrumentsQueries => [new(Endpoints.Query("/products"))];

    public override StreamRoute Route(StreamKey stream) => _route;

    public override IFrameParser CreateParser() => new CoinbaseParser(Symbols);

    public override IBookRule BookRule(StreamKey stream) => Rule;

    // The venue has candles over REST only: live ones are built from the trades.
    public override StreamKey Carrier(StreamKey stream) =>
        stream.Channel == Channel.Candles ? new StreamKey($"matches:{stream.Symbol.VenueName}", Channel.Trades, stream.Symbol) : stream;

    protected override string StreamExamples => "matches:BTC-USD, ticker:BTC-USD, level2_batch:BTC-USD, candles-1m:BTC-USD (built from trades)";

    protected override StreamKey Make(Channel channel, Symbol symbol, TimeSpan interval, int depth) => channel switch
    {
        Channel.Trades => new StreamKey($"matches:{symbol.VenueName}", channel, symbol),
        Channel.Quotes => new StreamKey($"ticker:{symbol.VenueName}", channel, symbol),
        Channel.Candles => new StreamKey($"candles-{Intervals.Name(interval)}:{symbol.VenueName}", channel, symbol, interval),
        _ => new StreamKey($"level2_batch:{symbol.VenueName}", channel, symbol),
    };

    protected override StreamKey? Read(string name)
    {
        if (Split(name) is not var (channel, text)) return null;
        var symbol = Symbols.Resolve(text);
        return channel switch
        {
            "matches" => Make(Channel.Trades, symbol, default, 0),
            "ticker" => Make(Channel.Quotes, symbol, default, 0),
            "level2_batch" or "level2" => new StreamKey($"{channel}:{symbol.VenueName}", Channel.Book, symbol),
            _ when channel.StartsWith("candles-", StringComparison.Ordinal) => Make(Channel.Candles, symbol, Intervals.Parse(channel["candles-".Length..]), 0),
            _ => null,
        };
    }

    protected override IEnumerable<Instrument?> ReadInstruments(JsonElement root) => InstrumentReader.Each(root.EnumerateArray(), element => new Instrument
    {
        Symbol = new Symbol(element.GetProperty("base_currency").GetString()!, element.GetProperty("quote_currency").GetString()!, element.GetProperty("id").GetString()!),
        Venue = Name,
        Settlement = element.Text("quote_currency"),
        TickSize = element.Amount("quote_increment"),
        StepSize = element.Amount("base_increment"),
        MinimumSize = element.Amount("base_increment"),
        MinimumNotional = element.Amount("min_market_funds"),
        Status = element.IsTrue("trading_disabled") ? TradingStatus.Halted
            : element.Text("status") switch
            {
                "online" when element.IsTrue("cancel_only") || element.IsTrue("post_only") || element.IsTrue("auction_mode") => TradingStatus.Limited,
                "online" => TradingStatus.Trading,
                "delisted" => TradingStatus.Delisted,
                "offline" or "internal" => TradingStatus.Halted,
                _ => TradingStatus.Unknown,
            },
    });

    private static Symbol? ReadSymbol(string name) =>
        SymbolForms.Parse(name) is var (asset, quote, suffix) && suffix.Length == 0 ? new Symbol(asset, quote, name.ToUpperInvariant()) : null;

    private Instrument Default(string name, decimal tick, decimal step)
    {
        var symbol = ReadSymbol(name)!;
        return new Instrument { Symbol = symbol, Venue = Name, Settlement = symbol.Quote, TickSize = tick, StepSize = step, MinimumSize = step, MinimumNotional = 1, Status = TradingStatus.Trading };
    }
}
