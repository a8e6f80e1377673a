using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>Binance, spot and USD-M futures: one protocol with small differences.</summary>
internal abstract class BinanceVenue(string name, VenueEndpoints endpoints, SymbolTable symbols) : Venue(name, endpoints, symbols)
{
    // The venue's own pings are answered by the socket and never seen here, so a quiet connection is asked something; id 0 marks the answer.
    protected static readonly LivenessRules Asked = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10),
        """{"method":"LIST_SUBSCRIPTIONS","id":0}"""u8.ToArray());

    public override IFrameParser CreateParser() => new BinanceParser(Name, Symbols);

    public override BookUpdate? ParseBookSnapshot(StreamKey stream, ReadOnlySpan<byte> body, DateTimeOffset received) =>
        BinanceSnapshot.Read(stream.Symbol, body, received);

    protected override string StreamExamples => "btcusdt@aggTrade, btcusdt@bookTicker, btcusdt@depth@100ms, btcusdt@kline_1m";

    protected override StreamKey Make(Channel channel, Symbol symbol, TimeSpan interval, int depth)
    {
        var prefix = symbol.VenueName.ToLowerInvariant();
        return channel switch
        {
            Channel.Trades => new StreamKey($"{prefix}@aggTrade", channel, symbol),
            Channel.Quotes => new StreamKey($"{prefix}@bookTicker", channel, symbol),
            Channel.Candles => new StreamKey($"{prefix}@kline_{Intervals.Name(interval)}", channel, symbol, interval),
            _ => new StreamKey($"{prefix}@depth@100ms", channel, symbol, Depth: depth),
        };
    }

    protected override StreamKey? Read(string name)
    {
        var parts = name.Split('@');
        if (parts.Length is < 2 or > 3) return null;
        var symbol = Symbols.Resolve(parts[0]);
        var own = symbol.VenueName.ToLowerInvariant() + name[parts[0].Length..];
        return parts[1] switch
        {
            "aggTrade" or "trade" when parts.Length == 2 => new StreamKey(own, Channel.Trades, symbol),
            "bookTicker" when parts.Length == 2 => new StreamKey(own, Channel.Quotes, symbol),
            "depth" when parts.Length == 2 || parts[2] is "100ms" or "250ms" or "500ms" or "0ms" => new StreamKey(own, Channel.Book, symbol),
            _ when parts.Length == 2 && parts[1].StartsWith("kline_", StringComparison.Ordinal) =>
                new StreamKey(own, Channel.Candles, symbol, Intervals.Parse(parts[1]["kline_".Length..])),
            _ => null,
        };
    }

    protected override IEnumerable<Instrument?> ReadInstruments(JsonElement root) =>
        InstrumentReader.Each(root.GetProperty("symbols").EnumerateArray(), ReadInstrument);

    protected abstract Instrument? ReadInstrument(JsonElement element);

    protected static (decimal Tick, decimal Step, decimal MinimumSize, decimal MinimumNotional) Filters(JsonElement element)
    {
        decimal tick = 0, step = 0, size = 0, notional = 0;
        foreach (var filter in element.GetProperty("filters").EnumerateArray())
            switch (filter.Text("filterType"))
            {
                case "PRICE_FILTER": tick = filter.Amount("tickSize"); break;
                case "LOT_SIZE": (step, size) = (filter.Amount("stepSize"), filter.Amount("minQty")); break;
                case "NOTIONAL" or "MIN_NOTIONAL": notional = Math.Max(filter.Amount("minNotional"), filter.Amount("notional")); break;
            }
        return (tick, step, size, notional);
    }

    protected static TradingStatus Status(string status) => status switch
    {
        "TRADING" => TradingStatus.Trading,
        "PRE_TRADING" or "POST_TRADING" or "AUCTION_MATCH" or "PENDING_TRADING" or "END_OF_DAY" => TradingStatus.Limited,
        "HALT" or "BREAK" => TradingStatus.Halted,
        "CLOSE" or "DELIVERED" or "DELIVERING" or "SETTLING" or "PRE_DELIVERING" or "PRE_SETTLE" => TradingStatus.Delisted,
        _ => TradingStatus.Unknown,
    };
}
