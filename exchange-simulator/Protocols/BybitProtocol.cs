using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>Bybit, version 5, spot and linear: topics, at most ten in a spot message, books numbered one by one.</summary>
internal sealed class BybitProtocol(string name, string category) : VenueProtocol(name, Own)
{
    private const int MostSpotArguments = 10;
    private const int MostCharacters = 21_000;

    private static readonly ProtocolLimits Own = new(500, TimeSpan.FromMinutes(5), 500, TimeSpan.FromSeconds(5), 10_000, 600, TimeSpan.FromSeconds(5));

    public override bool Serves(string path) => path == $"/v5/public/{category}";

    public override void Received(Session session, string text)
    {
        var message = Json(text);
        var id = message is { } given && Text(given, "req_id") is { } number ? JsonEncodedText.Encode(number).ToString() : "";
        switch (message is { } known ? Text(known, "op") : null)
        {
            case "ping":
                session.Send($$"""{"success":true,"ret_msg":"pong","conn_id":"{{session.Id:x8}}","req_id":"{{id}}","op":"ping"}""");
                break;
            case "subscribe":
                Subscribe(session, [.. Items(message!.Value, "args").Select(item => item.GetString() ?? "")], id);
                break;
            case "unsubscribe":
                foreach (var topic in Items(message!.Value, "args")) session.Subscriptions.Remove(topic.GetString() ?? "");
                Answer(session, true, "", id, "unsubscribe");
                break;
            default:
                Answer(session, false, "Params Error", id, "");
                break;
        }
    }

    public override RestAnswer? Rest(string path, IQueryCollection query)
    {
        if (path == "/v5/market/instruments-info")
            return new($$"""{"retCode":0,"retMsg":"OK","result":{"category":"{{category}}","list":[{{string.Join(',', Exchange.Symbols.Select(Instrument))}}],"nextPageCursor":""},"retExtInfo":{},"time":{{Milliseconds}}}""");
        if (path != "/v5/market/orderbook") return null;
        if (Find(query["symbol"].ToString()) is not { } symbol) return new($$"""{"retCode":10001,"retMsg":"Not supported symbols","result":{},"retExtInfo":{},"time":{{Milliseconds}}}""");
        var limit = Number(query["limit"], category == "spot" ? 1 : 25);
        return new($$"""{"retCode":0,"retMsg":"OK","result":{"s":"{{symbol.Base}}{{symbol.Quote}}","b":{{Levels(symbol.Bids.Take(limit))}},"a":{{Levels(symbol.Asks.Take(limit))}},"ts":{{Milliseconds}},"u":{{symbol.Sequence}},"seq":{{symbol.Sequence}},"cts":{{Milliseconds}}},"retExtInfo":{},"time":{{Milliseconds}}}""");
    }

    protected override string? Book(Subscription subscription, MarketChange change)
    {
        var view = DepthView.Of(change.Symbol, subscription.Depth);
        if (view.ChangedBids.Count + view.ChangedAsks.Count == 0) return null;
        // The best level alone is always sent as a snapshot.
        return subscription.Depth == 1
            ? Book(subscription, "snapshot", view.Bids, view.Asks, view, change.Milliseconds)
            : Book(subscription, "delta", view.ChangedBids, view.ChangedAsks, view, change.Milliseconds);
    }

    protected override string Trade(Subscription subscription, MarketChange change, SimulatedTrade trade)
    {
        var id = category == "spot" ? trade.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : trade.Identity.ToString();
        return $$"""{"topic":"{{subscription.Name}}","ts":{{change.Milliseconds}},"type":"snapshot","data":[{"i":"{{id}}","T":{{change.Milliseconds}},"p":"{{Price(trade.Price)}}","v":"{{Size(trade.Size)}}","S":"{{(trade.TakerBuys ? "Buy" : "Sell")}}","seq":{{change.Last}},"s":"{{subscription.VenueSymbol}}","BT":false,"RPI":false}]}""";
    }

    protected override string Quote(Subscription subscription, MarketChange change) =>
        Book(subscription, "snapshot", [change.Symbol.BestBid], [change.Symbol.BestAsk], DepthView.Of(change.Symbol, 1), change.Milliseconds);

    protected override string? Candle(Subscription subscription, MarketChange change)
    {
        var minute = change.Symbol.Minute;
        return $$"""{"type":"snapshot","topic":"{{subscription.Name}}","data":[{"start":{{minute.Start}},"end":{{minute.Start + Minute.Length - 1}},"interval":"1","open":"{{Price(minute.Open)}}","close":"{{Price(minute.Close)}}","high":"{{Price(minute.High)}}","low":"{{Price(minute.Low)}}","volume":"{{Size(minute.Volume)}}","turnover":"0","confirm":false,"timestamp":{{change.Milliseconds}}}],"ts":{{change.Milliseconds}}}""";
    }

    private void Subscribe(Session session, List<string> topics, string id)
    {
        var problem = category == "spot" && topics.Count > MostSpotArguments ? "args size >10"
            : session.Subscriptions.Keys.Concat(topics).Sum(topic => topic.Length) > MostCharacters ? $"args length >{MostCharacters}"
            : topics.Find(topic => Parse(topic) is null) is { } wrong ? $"error:handler not found,topic:{JsonEncodedText.Encode(wrong)}"
            : null;
        Answer(session, problem is null, problem ?? "subscribe", id, "subscribe");
        if (problem is not null) return;
        foreach (var topic in topics)
        {
            var subscription = session.Subscriptions[topic] = Parse(topic)!;
            if (subscription.Kind != StreamKind.Book) continue;
            var view = DepthView.Of(subscription.Symbol, subscription.Depth);
            session.Send(subscription, Book(subscription, "snapshot", view.Bids, view.Asks, view, Milliseconds));
        }
    }

    private Subscription? Parse(string topic)
    {
        var parts = topic.Split('.');
        if (Find(parts[^1]) is not { } symbol) return null;
        return parts switch
        {
            ["orderbook", "1" or "50" or "200" or "1000", _] => new Subscription(topic, StreamKind.Book, symbol, "orderbook", parts[^1], Number(parts[1], 0)),
            ["publicTrade", _] => new Subscription(topic, StreamKind.Trades, symbol, "publicTrade", parts[^1]),
            ["kline", "1", _] => new Subscription(topic, StreamKind.Candles, symbol, "kline", parts[^1]),
            _ => null,
        };
    }

    private static void Answer(Session session, bool success, string text, string id, string op) =>
        session.Send($$"""{"success":{{(success ? "true" : "false")}},"ret_msg":"{{text}}","conn_id":"{{session.Id:x8}}","req_id":"{{id}}","op":"{{op}}"}""");

    private string Book(Subscription subscription, string type, IEnumerable<KeyValuePair<long, long>> bids, IEnumerable<KeyValuePair<long, long>> asks, DepthView view, long time) =>
        $$"""{"topic":"{{subscription.Name}}","ts":{{time}},"type":"{{type}}","data":{"s":"{{subscription.VenueSymbol}}","b":{{Levels(bids)}},"a":{{Levels(asks)}},"u":{{view.Number}},"seq":{{view.Sequence}}},"cts":{{time}}}""";

    private string Instrument(SimulatedSymbol symbol) => category == "spot"
        ? $$"""{"symbol":"{{symbol.Base}}{{symbol.Quote}}","baseCoin":"{{symbol.Base}}","quoteCoin":"{{symbol.Quote}}","innovation":"0","status":"Trading","marginTrading":"none","lotSizeFilter":{"basePrecision":"0.00000001","quotePrecision":"0.0000000001","minOrderQty":"0.000001","maxOrderQty":"100","minOrderAmt":"1","maxOrderAmt":"1000000"},"priceFilter":{"tickSize":"{{Tick}}"} }"""
        : $$"""{"symbol":"{{symbol.Base}}{{symbol.Quote}}","contractType":"LinearPerpetual","status":"Trading","baseCoin":"{{symbol.Base}}","quoteCoin":"{{symbol.Quote}}","settleCoin":"{{symbol.Quote}}","launchTime":"0","deliveryTime":"0","priceScale":"{{Exchange.PriceDecimals}}","priceFilter":{"minPrice":"{{Tick}}","maxPrice":"1000000","tickSize":"{{Tick}}"},"lotSizeFilter":{"maxOrderQty":"100","minOrderQty":"0.001","qtyStep":"0.001","minNotionalValue":"5"} }""";
}
