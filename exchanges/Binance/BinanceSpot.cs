using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>Binance spot. See docs/exchanges/binance.md.</summary>
internal sealed class BinanceSpot : BinanceVenue
{
    private static readonly BinanceSpotRule Rule = new();

    private readonly StreamRoute _route;

    public BinanceSpot(VenueEndpoints? endpoints = null)
        : base("binance", endpoints ?? new VenueEndpoints(new Uri("wss://stream.binance.com:9443"), new Uri("https://api.binance.com")),
            new SymbolTable("binance", ReadSymbol, (asset, quote, _) => asset + quote))
    {
        _route = new StreamRoute("stream", Endpoints.Stream("/stream"));
        Subscriptions = new BinanceSubscriptions(Limits);
        Symbols.Learn([
            Default("BTC", "USDT", 0.01m, 0.00001m), Default("ETH", "USDT", 0.01m, 0.0001m), Default("SOL", "USDT", 0.01m, 0.001m),
            Default("BNB", "USDT", 0.01m, 0.001m), Default("XRP", "USDT", 0.0001m, 0.1m), Default("ETH", "BTC", 0.00001m, 0.0001m, 0.0001m)]);
    }

    // 1,024 streams for each connection, 300 connections in 5 minutes. The venue says 5 messages a second, counts our pongs among them, and
    // has been seen to close at 4: two leave room.
    public override VenueLimits Limits { get; } = new(new RateLimit(300, TimeSpan.FromMinutes(5)), new RateLimit(2, TimeSpan.FromSeconds(1)), 1024, 200, 4096,
        new RateLimit(6000, TimeSpan.FromMinutes(1)), TimeSpan.FromHours(24));

    public override LivenessRules Liveness { get; } = Asked;

    public override ISubscriptionWriter Subscriptions { get; }

    public override IReadOnlyList<RestQuery> InstrumentsQueries => [new(Endpoints.Query("/api/v3/exchangeInfo"), 20)];

    public override StreamRoute Route(StreamKey stream) => _route;

    public override IBookRule BookRule(StreamKey stream) => Rule;

    public override RestQuery? BookSnapshotQuery(StreamKey stream)
    {
        var limit = stream.Depth == 0 ? 1000 : Math.Min(stream.Depth, 5000);
        return new RestQuery(Endpoints.Query($"/api/v3/depth?symbol={stream.Symbol.VenueName}&limit={limit}"), limit switch { <= 100 => 5, <= 500 => 25, <= 1000 => 50, _ => 250 });
    }

    protected override Instrument? ReadInstrument(JsonElement element)
    {
        var (tick, step, size, notional) = Filters(element);
        var symbol = new Symbol(element.GetProperty("baseAsset").GetString()!, element.GetProperty("quoteAsset").GetString()!, element.GetProperty("symbol").GetString()!);
        return new Instrument
        {
            Symbol = symbol,
            Venue = Name,
            Settlement = symbol.Quote,
            TickSize = tick,
            StepSize = step,
            MinimumSize = size,
            MinimumNotional = notional,
            Status = Status(element.Text("status")),
        };
    }

    private static Symbol? ReadSymbol(string name) =>
        SymbolForms.Parse(name) is var (asset, quote, suffix) && suffix.Length == 0 ? new Symbol(asset, quote, name.ToUpperInvariant()) : Unsplit(name);

    // A pair with a quote asset that is not built in: known apart once the instruments are learned.
    private static Symbol? Unsplit(string name) => name.All(char.IsAsciiLetterOrDigit) ? new Symbol(name.ToUpperInvariant(), "?", name.ToUpperInvariant()) : null;

    private Instrument Default(string asset, string quote, decimal tick, decimal step, decimal notional = 5) => new()
    {
        Symbol = new Symbol(asset, quote, asset + quote),
        Venue = Name,
        Settlement = quote,
        TickSize = tick,
        StepSize = step,
        MinimumSize = step,
        MinimumNotional = notional,
        Status = TradingStatus.Trading,
    };
}
