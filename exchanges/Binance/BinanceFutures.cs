using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>Binance USD-M futures. See docs/exchanges/binance-futures.md.</summary>
internal sealed class BinanceFutures : BinanceVenue
{
    private static readonly BinanceFuturesRule Rule = new();

    private readonly StreamRoute _public;
    private readonly StreamRoute _market;

    public BinanceFutures(VenueEndpoints? endpoints = null)
        : base("binance-futures", endpoints ?? new VenueEndpoints(new Uri("wss://fstream.binance.com"), new Uri("https://fapi.binance.com")),
            new SymbolTable("binance-futures", ReadSymbol, (asset, quote, suffix) => suffix is "" or "PERP" ? asset + quote : $"{asset}{quote}_{suffix}"))
    {
        _public = new StreamRoute("public", Endpoints.Stream("/public/stream"));
        _market = new StreamRoute("market", Endpoints.Stream("/market/stream"));
        Subscriptions = new BinanceSubscriptions(Limits);
        Symbols.Learn([Default("BTC", 0.1m, 0.001m, 100), Default("ETH", 0.01m, 0.001m, 20), Default("SOL", 0.01m, 0.01m, 5)]);
    }

    // 10 messages a second and 1,024 streams for each connection.
    public override VenueLimits Limits { get; } = new(new RateLimit(300, TimeSpan.FromMinutes(5)), new RateLimit(10, TimeSpan.FromSeconds(1)), 1024, 200, 4096,
        new RateLimit(2400, TimeSpan.FromMinutes(1)), TimeSpan.FromHours(24));

    public override LivenessRules Liveness { get; } = Asked;

    public override ISubscriptionWriter Subscriptions { get; }

    public override IReadOnlyList<RestQuery> InstrumentsQueries => [new(Endpoints.Query("/fapi/v1/exchangeInfo"), 1)];

    // Books and quotes, the fast ones, have a path of their own.
    public override StreamRoute Route(StreamKey stream) => stream.Channel is Channel.Book or Channel.Quotes ? _public : _market;

    public override IBookRule BookRule(StreamKey stream) => Rule;

    public override RestQuery? BookSnapshotQuery(StreamKey stream)
    {
        var limit = OfferedDepth(Math.Min(stream.Depth, 1000), 1000, 5, 10, 20, 50, 100, 500, 1000);
        return new RestQuery(Endpoints.Query($"/fapi/v1/depth?symbol={stream.Symbol.VenueName}&limit={limit}"), limit switch { <= 50 => 2, 100 => 5, 500 => 10, _ => 20 });
    }

    protected override Instrument? ReadInstrument(JsonElement element)
    {
        var (tick, step, size, notional) = Filters(element);
        var name = element.GetProperty("symbol").GetString()!;
        var isPerpetual = element.Text("contractType").EndsWith("PERPETUAL", StringComparison.Ordinal);
        var symbol = new Symbol(element.GetProperty("baseAsset").GetString()!, element.GetProperty("quoteAsset").GetString()!, name,
            isPerpetual ? InstrumentKind.Perpetual : InstrumentKind.Future, isPerpetual ? "PERP" : name[(name.LastIndexOf('_') + 1)..]);
        return new Instrument
        {
            Symbol = symbol,
            Venue = Name,
            Settlement = element.Text("marginAsset"),
            TickSize = tick,
            StepSize = step,
            MinimumSize = size,
            MinimumNotional = notional,
            Status = Status(element.Text("status")),
        };
    }

    private static Symbol? ReadSymbol(string name)
    {
        if (SymbolForms.Parse(name) is not var (asset, quote, suffix)) return null;
        return suffix is "" or "PERP"
            ? new Symbol(asset, quote, name.ToUpperInvariant(), InstrumentKind.Perpetual, "PERP")
            : new Symbol(asset, quote, name.ToUpperInvariant(), InstrumentKind.Future, suffix);
    }

    private Instrument Default(string asset, decimal tick, decimal step, decimal notional) => new()
    {
        Symbol = ReadSymbol(asset + "USDT")!,
        Venue = Name,
        Settlement = "USDT",
        TickSize = tick,
        StepSize = step,
        MinimumSize = step,
        MinimumNotional = notional,
        Status = TradingStatus.Trading,
    };
}
