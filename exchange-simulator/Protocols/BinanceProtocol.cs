using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>Binance, spot and USD-M futures: <c>SUBSCRIBE</c> messages, streams in the address, raw and combined form, REST depth.</summary>
internal sealed class BinanceProtocol(string name, bool isFutures) : VenueProtocol(name, isFutures ? Futures : Spot)
{
    private static readonly ProtocolLimits Spot = new(
        300, TimeSpan.FromMinutes(5), 5, TimeSpan.FromSeconds(1), 1024, 6000, TimeSpan.FromMinutes(1));

    private static readonly ProtocolLimits Futures = new(
        300, TimeSpan.FromMinutes(5), 10, TimeSpan.FromSeconds(1), 1024, 2400, TimeSpan.FromMinutes(1));

    public override bool Serves(string path) =>
        (isFutures && path is "/public/ws" or "/public/stream" or "/market/ws" or "/market/stream")
        || path is "/ws" or "/stream" || path.Contains("/ws/", StringComparison.Ordinal);

    public override void Opened(Session session, IQueryCollection query)
    {
        session.Combined = session.Path.EndsWith("/stream", StringComparison.Ordinal);
        var at = session.Path.IndexOf("/ws/", StringComparison.Ordinal);
        var streams = at >= 0 ? session.Path[(at + 4)..] : query["streams"].ToString();
        foreach (var stream in streams.Split('/', StringSplitOptions.RemoveEmptyEntries)) Subscribe(session, stream);
    }

    public override void Received(Session session, string text)
    {
        if (Json(text) is not { } message || Text(message, "method") is not { } method)
        {
            session.Send("""{"error":{"code":3,"msg":"Invalid JSON: expected value"}}""");
            return;
        }
        var id = Text(message, "id") is { } given ? message.GetProperty("id").ValueKind == JsonValueKind.String ? $"\"{given}\"" : given : "null";
        switch (method)
        {
            case "SUBSCRIBE":
                foreach (var stream in Items(message, "params"))
                    if (session.Subscriptions.Count < Limits.Streams) Subscribe(session, stream.GetString() ?? "");
                    else
                    {
                        Stats.Violations.Enqueue($"more than {Limits.Streams} streams on one connection");
                        session.Close(WebSocketCloseStatus.PolicyViolation, "Too many streams");
                        return;
                    }
                session.Send($$"""{"result":null,"id":{{id}}}""");
                break;
            case "UNSUBSCRIBE":
                foreach (var stream in Items(message, "params")) session.Subscriptions.Remove(stream.GetString() ?? "");
                session.Send($$"""{"result":null,"id":{{id}}}""");
                break;
            case "LIST_SUBSCRIPTIONS":
                session.Send($$"""{"result":{{JsonSerializer.Serialize(session.Subscriptions.Keys)}},"id":{{id}}}""");
                break;
            default:
                session.Send($$"""{"error":{"code":2,"msg":"Invalid request: unknown variant `{{JsonEncodedText.Encode(method)}}`"},"id":{{id}}}""");
                break;
        }
    }

    public override void AnnounceCut(Session session)
    {
        if (!isFutures) session.Send($$"""{"e":"serverShutdown","E":{{Milliseconds}}}""");
    }

    public override RestAnswer? Rest(string path, IQueryCollection query) => path switch
    {
        "/api/v3/ping" or "/fapi/v1/ping" => new("{}"),
        "/api/v3/depth" when !isFutures => Depth(query, ""),
        "/fapi/v1/depth" when isFutures => Depth(query, $"\"E\":{Milliseconds},\"T\":{Milliseconds},"),
        "/api/v3/exchangeInfo" when !isFutures => new(Instruments(), 20),
        "/fapi/v1/exchangeInfo" when isFutures => new(Instruments()),
        _ => null,
    };

    protected override string? Book(Subscription subscription, MarketChange change) => !change.ChangesBook ? null : isFutures
        ? $$"""{"e":"depthUpdate","E":{{change.Milliseconds}},"T":{{change.Milliseconds}},"s":"{{Own(change)}}","U":{{change.First}},"u":{{change.Last}},"pu":{{change.First - 1}},"b":{{Levels(change.Bids)}},"a":{{Levels(change.Asks)}}}"""
        : $$"""{"e":"depthUpdate","E":{{change.Milliseconds}},"s":"{{Own(change)}}","U":{{change.First}},"u":{{change.Last}},"b":{{Levels(change.Bids)}},"a":{{Levels(change.Asks)}}}""";

    protected override string Trade(Subscription subscription, MarketChange change, SimulatedTrade trade) => subscription.Channel == "aggTrade"
        ? $$"""{"e":"aggTrade","E":{{change.Milliseconds}},"s":"{{Own(change)}}","a":{{trade.Id}},"p":"{{Price(trade.Price)}}","q":"{{Size(trade.Size)}}","f":{{trade.Id}},"l":{{trade.Id}},"T":{{change.Milliseconds}},"m":{{Maker(trade)}}{{(isFutures ? "" : ",\"M\":true")}}}"""
        : $$"""{"e":"trade","E":{{change.Milliseconds}},"s":"{{Own(change)}}","t":{{trade.Id}},"p":"{{Price(trade.Price)}}","q":"{{Size(trade.Size)}}","T":{{change.Milliseconds}},"m":{{Maker(trade)}}{{(isFutures ? ",\"X\":\"MARKET\"" : ",\"M\":true")}}}""";

    protected override string Quote(Subscription subscription, MarketChange change)
    {
        var (bid, ask) = (change.Symbol.BestBid, change.Symbol.BestAsk);
        var head = isFutures ? $"\"e\":\"bookTicker\",\"E\":{change.Milliseconds},\"T\":{change.Milliseconds}," : "";
        return $$"""{{{head}}"u":{{change.Last}},"s":"{{Own(change)}}","b":"{{Price(bid.Key)}}","B":"{{Size(bid.Value)}}","a":"{{Price(ask.Key)}}","A":"{{Size(ask.Value)}}"}""";
    }

    protected override string? Candle(Subscription subscription, MarketChange change)
    {
        var minute = change.Symbol.Minute;
        return $$"""{"e":"kline","E":{{change.Milliseconds}},"s":"{{Own(change)}}","k":{"t":{{minute.Start}},"T":{{minute.Start + Minute.Length - 1}},"s":"{{Own(change)}}","i":"1m","f":1,"L":{{change.Symbol.TradeId}},"o":"{{Price(minute.Open)}}","c":"{{Price(minute.Close)}}","h":"{{Price(minute.High)}}","l":"{{Price(minute.Low)}}","v":"{{Size(minute.Volume)}}","n":1,"x":false,"q":"0","V":"0","Q":"0","B":"0"} }""";
    }

    private static string Own(MarketChange change) => change.Symbol.Base + change.Symbol.Quote;

    private static string Maker(SimulatedTrade trade) => trade.TakerBuys ? "false" : "true";

    // A name that is no stream is accepted and brings nothing, as on the venue.
    private void Subscribe(Session session, string stream)
    {
        var parts = stream.Split('@');
        if (parts.Length < 2 || Find(parts[0]) is not { } symbol || Kind(parts[1]) is not { } kind) return;
        session.Subscriptions[stream] = new Subscription(stream, kind, symbol, parts[1], parts[0].ToUpperInvariant());
    }

    private static StreamKind? Kind(string channel) => channel switch
    {
        "depth" => StreamKind.Book,
        "trade" or "aggTrade" => StreamKind.Trades,
        "bookTicker" => StreamKind.Quotes,
        "kline_1m" => StreamKind.Candles,
        _ => null,
    };

    private RestAnswer Depth(IQueryCollection query, string head)
    {
        if (Find(query["symbol"].ToString()) is not { } symbol) return new("""{"code":-1121,"msg":"Invalid symbol."}""", 1, 400);
        var limit = Number(query["limit"], isFutures ? 500 : 100);
        var weight = isFutures ? limit switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 } : limit switch { <= 100 => 5, <= 500 => 25, <= 1000 => 50, _ => 250 };
        return new($$"""{"lastUpdateId":{{symbol.Sequence}},{{head}}"bids":{{Levels(symbol.Bids.Take(limit))}},"asks":{{Levels(symbol.Asks.Take(limit))}}}""", weight);
    }

    private string Instruments()
    {
        var symbols = Exchange.Symbols.Select(symbol => isFutures
            ? $$"""{"symbol":"{{symbol.Base}}{{symbol.Quote}}","pair":"{{symbol.Base}}{{symbol.Quote}}","contractType":"PERPETUAL","deliveryDate":4133404800000,"status":"TRADING","baseAsset":"{{symbol.Base}}","quoteAsset":"{{symbol.Quote}}","marginAsset":"{{symbol.Quote}}","pricePrecision":{{Exchange.PriceDecimals}},"quantityPrecision":8,"filters":[{"filterType":"PRICE_FILTER","minPrice":"{{Tick}}","maxPrice":"1000000.00","tickSize":"{{Tick}}"},{"filterType":"LOT_SIZE","minQty":"0.00000001","maxQty":"9000.00000000","stepSize":"0.00000001"},{"filterType":"MIN_NOTIONAL","notional":"5"}]}"""
            : $$"""{"symbol":"{{symbol.Base}}{{symbol.Quote}}","status":"TRADING","baseAsset":"{{symbol.Base}}","baseAssetPrecision":8,"quoteAsset":"{{symbol.Quote}}","quotePrecision":8,"isSpotTradingAllowed":true,"filters":[{"filterType":"PRICE_FILTER","minPrice":"{{Tick}}","maxPrice":"1000000.00000000","tickSize":"{{Tick}}"},{"filterType":"LOT_SIZE","minQty":"0.00000001","maxQty":"9000.00000000","stepSize":"0.00000001"},{"filterType":"NOTIONAL","minNotional":"5.00000000"}]}""");
        return $$"""{"timezone":"UTC","serverTime":{{Milliseconds}},"rateLimits":[],"symbols":[{{string.Join(',', symbols)}}]}""";
    }
}
