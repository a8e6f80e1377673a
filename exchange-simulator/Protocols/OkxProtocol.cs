using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>OKX, version 5: arguments of channel and instrument, one acknowledgement each, text ping, numbered books.</summary>
internal sealed class OkxProtocol() : VenueProtocol("okx", Own)
{
    // 480 subscriptions an hour; three connections a second.
    private static readonly ProtocolLimits Own = new(3, TimeSpan.FromSeconds(1), 480, TimeSpan.FromHours(1), 10_000, 40, TimeSpan.FromSeconds(2));

    public override bool Serves(string path) => path is "/ws/v5/public" or "/ws/v5/business";

    public override void Received(Session session, string text)
    {
        if (text == "ping")
        {
            session.Send("pong");
            return;
        }
        if (Json(text) is not { } message || Text(message, "op") is not ("subscribe" or "unsubscribe"))
        {
            session.Send($$"""{"event":"error","code":"60012","msg":"Invalid request","connId":"{{session.Id:x8}}"}""");
            return;
        }
        var id = Text(message, "id") is { } given ? $"\"id\":\"{JsonEncodedText.Encode(given)}\"," : "";
        foreach (var argument in Items(message, "args"))
            Subscribe(session, Text(message, "op")!, Text(argument, "channel") ?? "", Text(argument, "instId") ?? "", id);
    }

    public override void AnnounceCut(Session session) => session.Send(
        $$"""{"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. Please reconnect.","connId":"{{session.Id:x8}}"}""");

    public override RestAnswer? Rest(string path, IQueryCollection query) => path switch
    {
        "/api/v5/market/books" or "/api/v5/market/books-full" => Books(query),
        "/api/v5/public/instruments" => new($$"""{"code":"0","msg":"","data":[{{string.Join(',', Instruments(query["instType"].ToString()))}}]}"""),
        "/api/v5/public/time" => new($$"""{"code":"0","msg":"","data":[{"ts":"{{Milliseconds}}"}]}"""),
        _ => null,
    };

    protected override string? Book(Subscription subscription, MarketChange change)
    {
        var view = DepthView.Of(change.Symbol, subscription.Depth);
        return view.ChangedBids.Count + view.ChangedAsks.Count == 0 ? null
            : Book(subscription, "\"action\":\"update\",", view.ChangedBids, view.ChangedAsks, view, view.PreviousSequence, change.Milliseconds);
    }

    protected override string Trade(Subscription subscription, MarketChange change, SimulatedTrade trade) =>
        $$"""{"arg":{{Argument(subscription)}},"data":[{"instId":"{{subscription.VenueSymbol}}","tradeId":"{{trade.Id}}","px":"{{Price(trade.Price)}}","sz":"{{Size(trade.Size)}}","side":"{{(trade.TakerBuys ? "buy" : "sell")}}","ts":"{{change.Milliseconds}}","count":"1","source":"0","seqId":{{change.Last}}}]}""";

    protected override string Quote(Subscription subscription, MarketChange change) => Quote(subscription, change.Symbol, change.Milliseconds);

    protected override string? Candle(Subscription subscription, MarketChange change)
    {
        var minute = change.Symbol.Minute;
        return $$"""{"arg":{{Argument(subscription)}},"data":[["{{minute.Start}}","{{Price(minute.Open)}}","{{Price(minute.High)}}","{{Price(minute.Low)}}","{{Price(minute.Close)}}","{{Size(minute.Volume)}}","{{Size(minute.Volume)}}","0","0"]]}""";
    }

    private void Subscribe(Session session, string op, string channel, string instrument, string id)
    {
        var business = session.Path.EndsWith("/business", StringComparison.Ordinal);
        if (Kind(channel, business) is not { } kind || !instrument.Contains('-', StringComparison.Ordinal) || Find(instrument) is not { } symbol)
        {
            session.Send($$"""{{{id}}"event":"error","code":"60018","msg":"Wrong URL or channel:{{JsonEncodedText.Encode(channel)}},instId:{{JsonEncodedText.Encode(instrument)}} doesn't exist. Please use the correct URL, channel and parameters referring to API document.","connId":"{{session.Id:x8}}"}""");
            return;
        }
        var subscription = new Subscription($"{channel}:{instrument}", kind, symbol, channel, instrument, channel switch { "books" => 400, "books5" => 5, "books50-l2-tbt" => 50, _ => 0 });
        if (op == "unsubscribe") session.Subscriptions.Remove(subscription.Name);
        else session.Subscriptions[subscription.Name] = subscription;
        session.Send($$"""{{{id}}"event":"{{op}}","arg":{{Argument(subscription)}},"connId":"{{session.Id:x8}}"}""");
        if (op == "unsubscribe") return;
        if (kind == StreamKind.Quotes) session.Send(subscription, Quote(subscription, symbol, Milliseconds));
        if (kind != StreamKind.Book) return;
        var view = DepthView.Of(symbol, subscription.Depth);
        session.Send(subscription, Book(subscription, "\"action\":\"snapshot\",", view.Bids, view.Asks, view, -1, Milliseconds));
    }

    private string Book(Subscription subscription, string action, IEnumerable<KeyValuePair<long, long>> bids, IEnumerable<KeyValuePair<long, long>> asks, DepthView view, long previous, long time) =>
        $$"""{"arg":{{Argument(subscription)}},{{action}}"data":[{"asks":{{Levels(asks, Level)}},"bids":{{Levels(bids, Level)}},"ts":"{{time}}","checksum":{{Checksum(view)}},"prevSeqId":{{previous}},"seqId":{{view.Sequence}}}]}""";

    private string Quote(Subscription subscription, SimulatedSymbol symbol, long time) => subscription.Channel == "bbo-tbt"
        ? $$"""{"arg":{{Argument(subscription)}},"data":[{"asks":[{{Level(Price(symbol.BestAsk.Key), Size(symbol.BestAsk.Value))}}],"bids":[{{Level(Price(symbol.BestBid.Key), Size(symbol.BestBid.Value))}}],"ts":"{{time}}","seqId":{{symbol.Sequence}}}]}"""
        : $$"""{"arg":{{Argument(subscription)}},"data":[{"instType":"SPOT","instId":"{{subscription.VenueSymbol}}","last":"{{Price(symbol.LastPrice)}}","lastSz":"0.1","askPx":"{{Price(symbol.BestAsk.Key)}}","askSz":"{{Size(symbol.BestAsk.Value)}}","bidPx":"{{Price(symbol.BestBid.Key)}}","bidSz":"{{Size(symbol.BestBid.Value)}}","open24h":"1","high24h":"1","low24h":"1","sodUtc0":"1","sodUtc8":"1","volCcy24h":"1","vol24h":"1","ts":"{{time}}"}]}""";

    private static string Argument(Subscription subscription) => $$"""{"channel":"{{subscription.Channel}}","instId":"{{subscription.VenueSymbol}}"}""";

    private static string Level(string price, string size) => $"[\"{price}\",\"{size}\",\"0\",\"1\"]";

    // The 25 best levels, bid and ask in turn, price:size, as a signed number.
    private int Checksum(DepthView view)
    {
        if (!Exchange.Options.OkxChecksums) return 0;
        var (bids, asks) = (view.Bids.OrderByDescending(level => level.Key).ToList(), view.Asks.OrderBy(level => level.Key).ToList());
        List<string> parts = [];
        for (var i = 0; i < 25; i++)
        {
            if (i < bids.Count) parts.Add($"{Price(bids[i].Key)}:{Size(bids[i].Value)}");
            if (i < asks.Count) parts.Add($"{Price(asks[i].Key)}:{Size(asks[i].Value)}");
        }
        return (int)Crc32.Of(string.Join(':', parts));
    }

    private RestAnswer Books(IQueryCollection query)
    {
        if (Find(query["instId"].ToString()) is not { } symbol) return new("""{"code":"51001","msg":"Instrument ID doesn't exist.","data":[]}""");
        var size = Number(query["sz"], 1);
        return new($$"""{"code":"0","msg":"","data":[{"asks":{{Levels(symbol.Asks.Take(size), Level)}},"bids":{{Levels(symbol.Bids.Take(size), Level)}},"ts":"{{Milliseconds}}","seqId":{{symbol.Sequence}}}]}""");
    }

    private static StreamKind? Kind(string channel, bool business) => (channel, business) switch
    {
        ("books" or "books5" or "books50-l2-tbt", false) => StreamKind.Book,
        ("trades", false) or ("trades-all", true) => StreamKind.Trades,
        ("tickers" or "bbo-tbt", false) => StreamKind.Quotes,
        ("candle1m", true) => StreamKind.Candles,
        _ => null,
    };

    // Each symbol as a spot pair and as a perpetual; there are no futures with an end.
    private IEnumerable<string> Instruments(string type) =>
        type is "SPOT" or "SWAP" ? Exchange.Symbols.Select(symbol => Instrument(symbol, type)) : [];

    private string Instrument(SimulatedSymbol symbol, string type) => type == "SWAP"
        ? $$"""{"instType":"SWAP","instId":"{{symbol.Base}}-{{symbol.Quote}}-SWAP","uly":"{{symbol.Base}}-{{symbol.Quote}}","settleCcy":"{{symbol.Quote}}","ctVal":"0.01","ctMult":"1","ctValCcy":"{{symbol.Base}}","ctType":"linear","baseCcy":"","quoteCcy":"","tickSz":"{{Tick}}","lotSz":"0.01","minSz":"0.01","state":"live","expTime":""}"""
        : $$"""{"instType":"SPOT","instId":"{{symbol.Base}}-{{symbol.Quote}}","uly":"","baseCcy":"{{symbol.Base}}","quoteCcy":"{{symbol.Quote}}","settleCcy":"","ctVal":"","ctMult":"","ctValCcy":"","ctType":"","tickSz":"{{Tick}}","lotSz":"0.00000001","minSz":"0.00001","state":"live","expTime":""}""";
}
