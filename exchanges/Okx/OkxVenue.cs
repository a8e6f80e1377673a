using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>OKX, WebSocket version 5. See docs/exchanges/okx.md.</summary>
internal sealed class OkxVenue : Venue
{
    private static readonly string[] InstrumentTypes = ["SPOT", "SWAP", "FUTURES"];
    private static readonly OkxRule Rule = new();

    private readonly StreamRoute _public;
    private readonly StreamRoute _business;

    public OkxVenue(VenueEndpoints? endpoints = null)
        : base("okx", endpoints ?? new VenueEndpoints(new Uri("wss://ws.okx.com:8443"), new Uri("https://www.okx.com")), new SymbolTable("okx", ReadSymbol, WriteSymbol))
    {
        _public = new StreamRoute("public", Endpoints.Stream("/ws/v5/public"));
        _business = new StreamRoute("business", Endpoints.Stream("/ws/v5/business"));
        Subscriptions = new OkxSubscriptions(Limits);
        Symbols.Learn([
            Default("BTC-USDT", 0.1m, 0.00000001m, 0.00001m), Default("ETH-USDT", 0.01m, 0.000001m, 0.0001m), Default("SOL-USDT", 0.01m, 0.000001m, 0.001m),
            Default("BTC-USDT-SWAP", 0.1m, 0.01m, 0.01m, 0.01m), Default("ETH-USDT-SWAP", 0.01m, 0.01m, 0.01m, 0.1m)]);
    }

    // 3 connections a second; 480 subscription requests an hour for each connection; all names of a message within 64 KB.
    public override VenueLimits Limits { get; } = new(new RateLimit(3, TimeSpan.FromSeconds(1)), new RateLimit(480, TimeSpan.FromHours(1)), 240, 100, 60_000,
        new RateLimit(40, TimeSpan.FromSeconds(2)));

    // The venue ends a connection that was silent for 30 s.
    public override LivenessRules Liveness { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), "ping"u8.ToArray());

    public override ISubscriptionWriter Subscriptions { get; }

    public override IReadOnlyList<RestQuery> InstrumentsQueries =>
        [.. InstrumentTypes.Select(kind => new RestQuery(Endpoints.Query($"/api/v5/public/instruments?instType={kind}")))];

    // Candles are served apart.
    public override StreamRoute Route(StreamKey stream) => stream.Channel == Channel.Candles || stream.Name.StartsWith("trades-all:", StringComparison.Ordinal) ? _business : _public;

    public override IFrameParser CreateParser() => new OkxParser(Symbols);

    public override IBookRule BookRule(StreamKey stream) => Rule;

    public override RestQuery? BookSnapshotQuery(StreamKey stream) => new(Endpoints.Query($"/api/v5/market/books?instId={stream.Symbol.VenueName}&sz=400"));

    public override BookUpdate? ParseBookSnapshot(StreamKey stream, ReadOnlySpan<byte> body, DateTimeOffset received) => OkxSnapshot.Read(stream.Symbol, body, received);

    protected override string StreamExamples => "trades:BTC-USDT, bbo-tbt:BTC-USDT, books:BTC-USDT, candle1m:BTC-USDT";

    protected override StreamKey Make(Channel channel, Symbol symbol, TimeSpan interval, int depth)
    {
        if (channel == Channel.Book) depth = OfferedDepth(depth, 400, 400);
        var word = channel switch
        {
            Channel.Trades => "trades",
            Channel.Quotes => "bbo-tbt",
            Channel.Candles => "candle" + OkxStreams.Name(interval),
            _ => "books",
        };
        return new StreamKey($"{word}:{symbol.VenueName}", channel, symbol, interval, depth);
    }

    protected override StreamKey? Read(string name)
    {
        if (Split(name) is not var (channel, text)) return null;
        var symbol = Symbols.Resolve(text);
        var own = $"{channel}:{symbol.VenueName}";
        return OkxItem.KindOf(System.Text.Encoding.UTF8.GetBytes(channel)) switch
        {
            FrameKind.Trades => new StreamKey(own, Channel.Trades, symbol),
            FrameKind.Quotes => new StreamKey(own, Channel.Quotes, symbol),
            FrameKind.Book when channel == "books" => new StreamKey(own, Channel.Book, symbol, Depth: 400),
            FrameKind.Candles => new StreamKey(own, Channel.Candles, symbol, OkxStreams.Interval(channel["candle".Length..])),
            _ => null,
        };
    }

    protected override IEnumerable<Instrument?> ReadInstruments(JsonElement root) =>
        root.Text("code") is "0" or ""
            ? InstrumentReader.Each(root.GetProperty("data").EnumerateArray(), ReadInstrument)
            : throw new FormatException($"{root.Text("code")}: {root.Text("msg")}");

    private Instrument? ReadInstrument(JsonElement element)
    {
        if (ReadSymbol(element.GetProperty("instId").GetString()!) is not { } symbol) return null;
        var contract = element.Amount("ctVal") * Math.Max(1, element.Amount("ctMult"));
        return new Instrument
        {
            Symbol = symbol,
            Venue = Name,
            ContractSize = contract > 0 ? contract : 1,
            Settlement = element.Text("settleCcy") is { Length: > 0 } settlement ? settlement : symbol.Quote,
            TickSize = element.Amount("tickSz"),
            StepSize = element.Amount("lotSz"),
            MinimumSize = element.Amount("minSz"),
            Status = element.Text("state") switch
            {
                "live" => TradingStatus.Trading,
                "preopen" or "post_only" or "rebase" => TradingStatus.Limited,
                "suspend" => TradingStatus.Halted,
                "expired" => TradingStatus.Delisted,
                _ => TradingStatus.Unknown,
            },
        };
    }

    private static Symbol? ReadSymbol(string name) =>
        SymbolForms.Parse(name) is var (asset, quote, suffix) ? new Symbol(asset, quote, name.ToUpperInvariant(), SymbolForms.KindOf(suffix), suffix) : null;

    private static string WriteSymbol(string asset, string quote, string suffix) =>
        suffix.Length == 0 ? $"{asset}-{quote}" : $"{asset}-{quote}-{(suffix == "PERP" ? "SWAP" : suffix)}";

    private Instrument Default(string name, decimal tick, decimal step, decimal minimum, decimal contract = 1)
    {
        var symbol = ReadSymbol(name)!;
        return new Instrument { Symbol = symbol, Venue = Name, ContractSize = contract, Settlement = symbol.Quote, TickSize = tick, StepSize = step, MinimumSize = minimum, Status = TradingStatus.Trading };
    }
}
