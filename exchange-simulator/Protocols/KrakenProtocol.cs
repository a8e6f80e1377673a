using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>Kraken, version 2: one acknowledgement per symbol, numbers without quotes, CRC32 over the ten best levels, a heartbeat each second.</summary>
internal sealed class KrakenProtocol() : VenueProtocol("kraken", Own)
{
    // The venue publishes no limit on messages; Cloudflare in front of it allows about 150 connections in ten minutes.
    private static readonly ProtocolLimits Own = new(150, TimeSpan.FromMinutes(10), 1_000, TimeSpan.FromSeconds(1), 10_000, 20, TimeSpan.FromSeconds(1));

    public override bool Serves(string path) => path == "/v2";

    public override void Opened(Session session, IQueryCollection query) =>
        session.Send($$"""{"channel":"status","data":[{"api_version":"v2","connection_id":{{session.Id}},"system":"online","version":"2.0.10"}],"type":"update"}""");

    public override void Received(Session session, string text)
    {
        if (Json(text) is not { } message || Text(message, "method") is not { } method)
        {
            session.Send($$"""{"error":"Malformed request","success":false,{{Times}}}""");
            return;
        }
        var id = Text(message, "req_id") is { } number ? $"\"req_id\":{number}," : "";
        if (method == "ping") session.Send($$"""{"method":"pong",{{id}}{{Times}}}""");
        else if (method is "subscribe" or "unsubscribe" && message.TryGetProperty("params", out var wanted))
            foreach (var symbol in Items(wanted, "symbol")) Subscribe(session, method, wanted, symbol.GetString() ?? "", id);
        else session.Send($$"""{"error":"Unsupported method","method":"{{JsonEncodedText.Encode(method)}}",{{id}}"success":false,{{Times}}}""");
    }

    public override void Ticked(Session session)
    {
        if (session.Subscriptions.Count > 0 && !session.HasNoData) session.Send("""{"channel":"heartbeat"}""");
    }

    public override string Corrupt(string frame)
    {
        var at = frame.IndexOf("\"checksum\":", StringComparison.Ordinal);
        return at < 0 ? base.Corrupt(frame) : $"{frame[..(at + 11)]}1{frame[(at + 11)..(at + 13)]}{frame[frame.IndexOfAny([',', '}'], at)..]}";
    }

    public override RestAnswer? Rest(string path, IQueryCollection query) => path switch
    {
        "/0/public/AssetPairs" => new($$"""{"error":[],"result":{ {{string.Join(',', Exchange.Symbols.Select(Instrument))}} } }"""),
        "/0/public/Time" => new($$"""{"error":[],"result":{"unixtime":{{Milliseconds / 1000}} } }"""),
        _ => null,
    };

    protected override string? Book(Subscription subscription, MarketChange change)
    {
        var view = DepthView.Of(change.Symbol, subscription.Depth);
        // A level pushed out by better ones is not told: clients truncate by themselves.
        var bids = view.ChangedBids.Where(level => level.Value > 0 || view.Bids.Count < subscription.Depth || level.Key > view.Bids.Keys.Min());
        var asks = view.ChangedAsks.Where(level => level.Value > 0 || view.Asks.Count < subscription.Depth || level.Key < view.Asks.Keys.Max());
        var (bidText, askText) = (Levels(bids, Level), Levels(asks, Level));
        if (bidText.Length + askText.Length == 4) return null;
        return $$"""{"channel":"book","type":"update","data":[{"symbol":"{{subscription.VenueSymbol}}","bids":{{bidText}},"asks":{{askText}},"checksum":{{Checksum(view)}},"timestamp":"{{Iso8601(change.Time)}}"}]}""";
    }

    protected override string Trade(Subscription subscription, MarketChange change, SimulatedTrade trade) =>
        $$"""{"channel":"trade","type":"update","data":[{"symbol":"{{subscription.VenueSymbol}}","side":"{{(trade.TakerBuys ? "buy" : "sell")}}","price":{{Price(trade.Price)}},"qty":{{Size(trade.Size)}},"ord_type":"market","trade_id":{{trade.Id}},"timestamp":"{{Iso8601(change.Time)}}"}]}""";

    protected override string Quote(Subscription subscription, MarketChange change) => Ticker(subscription, change.Symbol, "update", Iso8601(change.Time));

    protected override string? Candle(Subscription subscription, MarketChange change)
    {
        var minute = change.Symbol.Minute;
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(minute.Start).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000000000Z'", System.Globalization.CultureInfo.InvariantCulture);
        return $$"""{"channel":"ohlc","type":"update","timestamp":"{{Iso8601(change.Time)}}","data":[{"symbol":"{{subscription.VenueSymbol}}","open":{{Price(minute.Open)}},"high":{{Price(minute.High)}},"low":{{Price(minute.Low)}},"close":{{Price(minute.Close)}},"trades":1,"volume":{{Size(minute.Volume)}},"vwap":{{Price(minute.Close)}},"interval_begin":"{{begin}}","interval":1,"timestamp":"{{Iso8601(change.Time)}}"}]}""";
    }

    private string Times => $"\"time_in\":\"{Iso}\",\"time_out\":\"{Iso}\"";

    private void Subscribe(Session session, string method, JsonElement wanted, string name, string id)
    {
        var channel = Text(wanted, "channel") ?? "";
        var depth = channel == "book" ? Number(Text(wanted, "depth"), 10) : 0;
        var error = Kind(channel) is null ? "Subscription channel is not supported"
            : channel == "book" && depth is not (10 or 25 or 100 or 500 or 1000) ? "Subscription depth not supported"
            : !name.Contains('/', StringComparison.Ordinal) || Find(name) is null ? $"Currency pair not supported {name}"
            : null;
        if (error is not null)
        {
            session.Send($$"""{"error":"{{JsonEncodedText.Encode(error)}}","method":"{{method}}",{{id}}"success":false,"symbol":"{{JsonEncodedText.Encode(name)}}",{{Times}}}""");
            return;
        }
        var result = $"\"channel\":\"{channel}\"{(depth > 0 ? $",\"depth\":{depth}" : "")}{(channel == "ohlc" ? ",\"interval\":1" : "")},\"snapshot\":true,\"symbol\":\"{name}\"";
        var key = $"{channel}:{depth}:{name}";
        if (method == "unsubscribe") session.Subscriptions.Remove(key);
        session.Send($$"""{"method":"{{method}}",{{id}}"result":{{{result}}},"success":true,{{Times}}}""");
        if (method == "unsubscribe") return;
        var subscription = session.Subscriptions[key] = new Subscription(key, Kind(channel)!.Value, Find(name)!, channel, name, depth);
        if (subscription.Kind == StreamKind.Book) session.Send(subscription, Snapshot(subscription));
        else if (subscription.Kind == StreamKind.Quotes) session.Send(subscription, Ticker(subscription, subscription.Symbol, "snapshot", Iso));
    }

    private string Snapshot(Subscription subscription)
    {
        var view = DepthView.Of(subscription.Symbol, subscription.Depth);
        return $$"""{"channel":"book","type":"snapshot","data":[{"symbol":"{{subscription.VenueSymbol}}","bids":{{Levels(view.Bids, Level)}},"asks":{{Levels(view.Asks, Level)}},"checksum":{{Checksum(view)}},"timestamp":"{{Iso}}"}]}""";
    }

    private string Ticker(Subscription subscription, SimulatedSymbol symbol, string type, string time) =>
        $$"""{"channel":"ticker","type":"{{type}}","data":[{"symbol":"{{subscription.VenueSymbol}}","bid":{{Price(symbol.BestBid.Key)}},"bid_qty":{{Size(symbol.BestBid.Value)}},"ask":{{Price(symbol.BestAsk.Key)}},"ask_qty":{{Size(symbol.BestAsk.Value)}},"last":{{Price(symbol.LastPrice)}},"volume":1.0,"vwap":1.0,"low":1.0,"high":1.0,"change":0.0,"change_pct":0.0,"timestamp":"{{time}}"}]}""";

    private static string Level(string price, string size) => $"{{\"price\":{price},\"qty\":{size}}}";

    private static uint Checksum(DepthView view)
    {
        var text = new StringBuilder();
        foreach (var (price, size) in view.Asks.OrderBy(level => level.Key).Take(10)) text.Append(price).Append(size);
        foreach (var (price, size) in view.Bids.OrderByDescending(level => level.Key).Take(10)) text.Append(price).Append(size);
        return Crc32.Of(text.ToString());
    }

    private static StreamKind? Kind(string channel) => channel switch
    {
        "book" => StreamKind.Book,
        "trade" => StreamKind.Trades,
        "ticker" => StreamKind.Quotes,
        "ohlc" => StreamKind.Candles,
        _ => null,
    };

    private string Instrument(SimulatedSymbol symbol)
    {
        var asset = symbol.Base == "BTC" ? "XBT" : symbol.Base;
        return $$"""
            "{{asset}}{{symbol.Quote}}":{"altname":"{{asset}}{{symbol.Quote}}","wsname":"{{asset}}/{{symbol.Quote}}","aclass_base":"currency","base":"{{asset}}","aclass_quote":"currency","quote":"{{symbol.Quote}}","cost_decimals":5,"pair_decimals":{{Exchange.PriceDecimals}},"lot_decimals":8,"lot_multiplier":1,"ordermin":"0.0001","costmin":"0.5","tick_size":"{{Tick}}","status":"online"}
            """;
    }
}
