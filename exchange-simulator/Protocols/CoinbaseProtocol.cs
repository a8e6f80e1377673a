using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>Coinbase Exchange: products and channels in <c>subscribe</c>, answered with all that is subscribed.</summary>
internal sealed class CoinbaseProtocol() : VenueProtocol("coinbase", Own)
{
    private static readonly ProtocolLimits Own = new(8, TimeSpan.FromSeconds(1), 100, TimeSpan.FromSeconds(1), 10_000, 10, TimeSpan.FromSeconds(1));

    public override bool Serves(string path) => path is "" or "/";

    public override void Received(Session session, string text)
    {
        if (Json(text) is not { } message || Text(message, "type") is not ("subscribe" or "unsubscribe"))
        {
            session.Send("""{"type":"error","message":"Malformed JSON","reason":"expected a subscribe or unsubscribe message"}""");
            return;
        }
        var products = Items(message, "product_ids").Select(item => item.GetString() ?? "").ToList();
        List<(string Channel, string Product)> wanted = [];
        foreach (var channel in Items(message, "channels"))
            if (channel.ValueKind == JsonValueKind.String) wanted.AddRange(products.Select(product => (channel.GetString()!, product)));
            else wanted.AddRange(Items(channel, "product_ids").Select(item => (Text(channel, "name") ?? "", item.GetString() ?? "")));
        if (Text(message, "type") == "unsubscribe")
            foreach (var (channel, product) in wanted) session.Subscriptions.Remove($"{channel}:{product}");
        else if (!Subscribe(session, wanted)) return;
        session.Send(Confirmation(session));
        if (Text(message, "type") == "subscribe") foreach (var (channel, product) in wanted) Begin(session, $"{channel}:{product}");
    }

    public override void Ticked(Session session)
    {
        foreach (var subscription in session.Subscriptions.Values.Where(one => one.Channel == "heartbeat"))
            session.Send($$"""{"type":"heartbeat","sequence":{{subscription.Symbol.Sequence}},"last_trade_id":{{subscription.Symbol.TradeId}},"product_id":"{{subscription.VenueSymbol}}","time":"{{Iso}}"}""");
        // Who does not subscribe within five seconds is thrown out.
        if (session.Subscriptions.Count == 0 && Exchange.Options.Time.GetElapsedTime(session.OpenedAt) > TimeSpan.FromSeconds(5))
            session.Close(WebSocketCloseStatus.PolicyViolation, "no subscribe message");
    }

    public override RestAnswer? Rest(string path, IQueryCollection query)
    {
        if (path == "/products") return new($"[{string.Join(',', Exchange.Symbols.Select(Instrument))}]");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["products", var product, "book"]) return null;
        if (Find(product) is not { } symbol) return new("""{"message":"NotFound"}""", 1, 404);
        return new($$"""{"bids":{{Levels(symbol.Bids, Counted)}},"asks":{{Levels(symbol.Asks, Counted)}},"sequence":{{symbol.Sequence}},"auction_mode":false,"auction":null,"time":"{{Iso}}"}""");

        static string Counted(string price, string size) => $"[\"{price}\",\"{size}\",1]";
    }

    protected override string? Book(Subscription subscription, MarketChange change)
    {
        if (!change.ChangesBook) return null;
        var buys = change.Bids.Select(level => $"[\"buy\",\"{Price(level.Key)}\",\"{Size(level.Value)}\"]");
        var sells = change.Asks.Select(level => $"[\"sell\",\"{Price(level.Key)}\",\"{Size(level.Value)}\"]");
        return $$"""{"type":"l2update","product_id":"{{subscription.VenueSymbol}}","changes":[{{string.Join(',', buys.Concat(sells))}}],"time":"{{Iso8601(change.Time)}}"}""";
    }

    protected override string Trade(Subscription subscription, MarketChange change, SimulatedTrade trade) =>
        Match("match", subscription.VenueSymbol, trade.Id, trade.Price, trade.Size, trade.TakerBuys, change.Last, Iso8601(change.Time));

    protected override string Quote(Subscription subscription, MarketChange change)
    {
        var (bid, ask) = (change.Symbol.BestBid, change.Symbol.BestAsk);
        return $$"""{"type":"ticker","sequence":{{change.Last}},"product_id":"{{subscription.VenueSymbol}}","price":"{{Price(change.Symbol.LastPrice)}}","open_24h":"1","volume_24h":"1","low_24h":"1","high_24h":"1","volume_30d":"1","best_bid":"{{Price(bid.Key)}}","best_bid_size":"{{Size(bid.Value)}}","best_ask":"{{Price(ask.Key)}}","best_ask_size":"{{Size(ask.Value)}}","side":"buy","time":"{{Iso8601(change.Time)}}","trade_id":{{change.Symbol.TradeId}},"last_size":"0.01"}""";
    }

    // None on this venue; heartbeats, which count as candles here, come once a second.
    protected override string? Candle(Subscription subscription, MarketChange change) => null;

    private bool Subscribe(Session session, List<(string Channel, string Product)> wanted)
    {
        foreach (var (channel, product) in wanted)
        {
            var reason = channel is "level2" ? "level2 requires authentication"
                : Kind(channel) is null && channel != "heartbeat" ? $"{channel} is not a valid channel"
                : Find(product) is null ? $"{product} is not a valid product"
                : null;
            if (reason is null) continue;
            session.Send($$"""{"type":"error","message":"Failed to subscribe","reason":"{{JsonEncodedText.Encode(reason)}}"}""");
            return false;
        }
        foreach (var (channel, product) in wanted)
            session.Subscriptions[$"{channel}:{product}"] = new Subscription($"{channel}:{product}", Kind(channel) ?? StreamKind.Candles, Find(product)!, channel, product);
        return true;
    }

    private void Begin(Session session, string name)
    {
        var subscription = session.Subscriptions[name];
        var symbol = subscription.Symbol;
        if (subscription.Kind == StreamKind.Book)
            session.Send(subscription, $$"""{"type":"snapshot","product_id":"{{subscription.VenueSymbol}}","asks":{{Levels(symbol.Asks)}},"bids":{{Levels(symbol.Bids)}},"time":"{{Iso}}"}""");
        else if (subscription.Kind == StreamKind.Trades)
            session.Send(Match("last_match", subscription.VenueSymbol, symbol.TradeId, symbol.LastPrice, 1_000_000, true, symbol.Sequence, Iso));
    }

    private static string Confirmation(Session session)
    {
        var channels = session.Subscriptions.Values.GroupBy(one => one.Channel)
            .Select(group => $$"""{"name":"{{group.Key}}","product_ids":[{{string.Join(',', group.Select(one => $"\"{one.VenueSymbol}\""))}}],"account_ids":null}""");
        return $$"""{"type":"subscriptions","channels":[{{string.Join(',', channels)}}]}""";
    }

    private string Match(string type, string product, long id, long price, long size, bool takerBuys, long sequence, string time) =>
        $$"""{"type":"{{type}}","trade_id":{{id}},"maker_order_id":"ac928c66-ca53-498f-9c13-a110027a60e8","taker_order_id":"132fb6ae-456b-4654-b4e0-d681ac05cea1","side":"{{(takerBuys ? "sell" : "buy")}}","size":"{{Size(size)}}","price":"{{Price(price)}}","product_id":"{{product}}","sequence":{{sequence}},"time":"{{time}}"}""";

    private static StreamKind? Kind(string channel) => channel switch
    {
        "level2_batch" => StreamKind.Book,
        "matches" => StreamKind.Trades,
        "ticker" or "ticker_batch" => StreamKind.Quotes,
        _ => null,
    };

    private string Instrument(SimulatedSymbol symbol) =>
        $$"""{"id":"{{symbol.Base}}-{{symbol.Quote}}","base_currency":"{{symbol.Base}}","quote_currency":"{{symbol.Quote}}","quote_increment":"{{Tick}}","base_increment":"0.00000001","display_name":"{{symbol.Base}}/{{symbol.Quote}}","min_market_funds":"1","margin_enabled":false,"post_only":false,"limit_only":false,"cancel_only":false,"status":"online","status_message":"","trading_disabled":false,"auction_mode":false}""";
}
