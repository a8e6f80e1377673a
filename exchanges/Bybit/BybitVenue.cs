using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>Bybit, WebSocket version 5, spot or linear (USDT and USDC) contracts. See docs/exchanges/bybit.md.</summary>
internal sealed class BybitVenue : Venue
{
    private const int StandardDepth = 200;

    private readonly string _category;
    private readonly StreamRoute _route;

    /// <param name="category"><c>spot</c> or <c>linear</c>, as in the venue's paths.</param>
    public BybitVenue(string category, VenueEndpoints? endpoints = null)
        : base(category == "spot" ? "bybit" : "bybit-linear", endpoints ?? new VenueEndpoints(new Uri("wss://stream.bybit.com"), new Uri("https://api.bybit.com")),
            category == "spot" ? new SymbolTable("bybit", BybitSymbols.ReadSpot, BybitSymbols.Write) : new SymbolTable("bybit-linear", BybitSymbols.ReadLinear, BybitSymbols.Write))
    {
        _category = category;
        _route = new StreamRoute(category, Endpoints.Stream($"/v5/public/{category}"));
        // Spot takes 10 topics in a message.
        Limits = new VenueLimits(new RateLimit(500, TimeSpan.FromMinutes(5)), new RateLimit(20, TimeSpan.FromSeconds(1)), 300, category == "spot" ? 10 : 200, 21_000,
            new RateLimit(600, TimeSpan.FromSeconds(5)));
        Subscriptions = new BybitSubscriptions(Limits);
        Symbols.Learn([Default("BTCUSDT", 0.1m, 0.000001m, 0.1m, 0.001m), Default("ETHUSDT", 0.01m, 0.00001m, 0.01m, 0.01m), Default("SOLUSDT", 0.01m, 0.001m, 0.01m, 0.1m)]);
    }

    public override VenueLimits Limits { get; }

    public override LivenessRules Liveness { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), """{"op":"ping"}"""u8.ToArray());

    public override ISubscriptionWriter Subscriptions { get; }

    public override IReadOnlyList<RestQuery> InstrumentsQueries => [new(Endpoints.Query($"/v5/market/instruments-info?category={_category}&limit=1000"))];

    public override StreamRoute Route(StreamKey stream) => _route;

    public override IFrameParser CreateParser() => new BybitParser(Name, Symbols);

    public override IBookRule BookRule(StreamKey stream) => new BybitRule(stream.Depth);

    protected override string StreamExamples => "publicTrade.BTCUSDT, orderbook.1.BTCUSDT (quotes), orderbook.200.BTCUSDT, kline.1.BTCUSDT";

    protected override StreamKey Make(Channel channel, Symbol symbol, TimeSpan interval, int depth)
    {
        if (channel == Channel.Book) depth = OfferedDepth(depth, StandardDepth, 50, 200, 1000);
        var topic = channel switch
        {
            Channel.Trades => "publicTrade",
            Channel.Quotes => "orderbook.1",
            Channel.Candles => "kline." + BybitIntervals.Name(interval),
            _ => "orderbook." + depth.ToString(CultureInfo.InvariantCulture),
        };
        return new StreamKey($"{topic}.{symbol.VenueName}", channel, symbol, interval, depth);
    }

    protected override StreamKey? Read(string name)
    {
        var parts = name.Split('.');
        if (parts.Length is < 2 or > 3) return null;
        var symbol = Symbols.Resolve(parts[^1]);
        return (parts[0], parts.Length) switch
        {
            ("publicTrade", 2) => Make(Channel.Trades, symbol, default, 0),
            ("orderbook", 3) when parts[1] == "1" => Make(Channel.Quotes, symbol, default, 0),
            ("orderbook", 3) when parts[1] is "50" or "200" or "1000" => Make(Channel.Book, symbol, default, int.Parse(parts[1], CultureInfo.InvariantCulture)),
            ("kline", 3) => Make(Channel.Candles, symbol, BybitIntervals.Parse(Encoding.UTF8.GetBytes(parts[1])), 0),
            _ => null,
        };
    }

    protected override IEnumerable<Instrument?> ReadInstruments(JsonElement root) =>
        root.TryGetProperty("retCode", out var code) && code.GetInt32() == 0
            ? InstrumentReader.Each(root.GetProperty("result").GetProperty("list").EnumerateArray(), ReadInstrument)
            : throw new FormatException(root.Text("retMsg"));

    private Instrument? ReadInstrument(JsonElement element)
    {
        var name = element.GetProperty("symbol").GetString()!;
        var (asset, quote) = (element.GetProperty("baseCoin").GetString()!, element.GetProperty("quoteCoin").GetString()!);
        var isPerpetual = element.Text("contractType") == "LinearPerpetual";
        var lot = element.GetProperty("lotSizeFilter");
        var isSpot = _category == "spot";
        return new Instrument
        {
            Symbol = isSpot ? new Symbol(asset, quote, name)
                : isPerpetual ? new Symbol(asset, quote, name, InstrumentKind.Perpetual, "PERP")
                : new Symbol(asset, quote, name, InstrumentKind.Future, name[(name.LastIndexOf('-') + 1)..]),
            Venue = Name,
            Settlement = isSpot ? quote : element.Text("settleCoin"),
            TickSize = element.GetProperty("priceFilter").Amount("tickSize"),
            StepSize = lot.Amount(isSpot ? "basePrecision" : "qtyStep"),
            MinimumSize = lot.Amount("minOrderQty"),
            MinimumNotional = lot.Amount(isSpot ? "minOrderAmt" : "minNotionalValue"),
            Status = element.Text("status") switch
            {
                "Trading" => TradingStatus.Trading,
                "PreLaunch" => TradingStatus.Limited,
                "Settling" or "Delivering" or "Closed" => TradingStatus.Delisted,
                _ => TradingStatus.Unknown,
            },
        };
    }

    private Instrument Default(string name, decimal spotTick, decimal spotStep, decimal tick, decimal step)
    {
        var isSpot = _category == "spot";
        var symbol = (isSpot ? BybitSymbols.ReadSpot(name) : BybitSymbols.ReadLinear(name))!;
        return new Instrument
        {
            Symbol = symbol,
            Venue = Name,
            Settlement = symbol.Quote,
            TickSize = isSpot ? spotTick : tick,
            StepSize = isSpot ? spotStep : step,
            MinimumSize = isSpot ? spotStep : step,
            MinimumNotional = 5,
            Status = TradingStatus.Trading,
        };
    }
}
