using System.Text;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>From a frame to its record, nothing is allocated but the record.</summary>
public sealed class AllocationTests
{
    private const int Frames = 1000;

    [Theory]
    [InlineData("binance", """{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1633998523963,"s":"BTCUSDT","a":15683430,"p":"57280.00","q":"0.058","f":1,"l":1,"T":1633998523963,"m":false,"M":true}}""")]
    [InlineData("binance", """{"stream":"btcusdt@bookTicker","data":{"u":499869768,"s":"BTCUSDT","b":"57280.1","B":"0.672","a":"57280.2","A":"3.199"}}""")]
    [InlineData("binance-futures", """{"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":400900217,"E":1568014460893,"T":1568014460891,"s":"BTCUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}}""")]
    [InlineData("coinbase", """{"type":"match","trade_id":10,"maker_order_id":"ac928c66-ca53-498f-9c13-a110027a60e8","taker_order_id":"132fb6ae-456b-4654-b4e0-d681ac05cea1","side":"sell","size":"5.23512","price":"400.23","product_id":"BTC-USD","sequence":50,"time":"2014-11-07T08:19:27.028459Z"}""")]
    [InlineData("coinbase", """{"type":"ticker","sequence":1,"product_id":"BTC-USD","price":"57280.22","best_bid":"57280.04","best_bid_size":"0.4","best_ask":"57280.27","best_ask_size":"1.5","side":"buy","time":"2021-04-17T16:43:37.075687Z","trade_id":3,"last_size":"0.4"}""")]
    [InlineData("kraken", """{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":57280.1,"qty":0.00012460,"ord_type":"market","trade_id":10218209,"timestamp":"2023-11-14T22:13:20.000000Z"}]}""")]
    [InlineData("kraken", """{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":57280.1,"bid_qty":0.74,"ask":57280.2,"ask_qty":1.36,"last":57280.1,"volume":997.38,"vwap":1.1,"low":1.9,"high":1.1,"change":-200.2,"change_pct":-1.9}]}""")]
    [InlineData("okx", """{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"130639474","px":"57280.9","sz":"0.12060306","side":"buy","ts":"1630048897897","count":"3"}]}""")]
    [InlineData("okx", """{"arg":{"channel":"bbo-tbt","instId":"BTC-USDT"},"data":[{"asks":[["57280.98","4.15","0","13"]],"bids":[["57280.97","2.56","0","12"]],"ts":"1597026383085","seqId":123456}]}""")]
    [InlineData("bybit", """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":[{"i":"2290000000061666327","T":1672304486865,"p":"57280.50","v":"0.001","S":"Sell","s":"BTCUSDT","BT":false}]}""")]
    [InlineData("bybit", """{"topic":"orderbook.1.BTCUSDT","type":"snapshot","ts":1672304484978,"data":{"s":"BTCUSDT","b":[["57280.50","0.006"]],"a":[["57280.60","0.029"]],"u":18521288,"seq":7961638724},"cts":1672304484976}""")]
    public void A_trade_or_quote_costs_its_record_and_nothing_else(string venueName, string text)
    {
        var venue = VenueCatalog.Create(venueName);
        var (parser, state, frame) = (venue.CreateParser(), new FeedState(venue, NullSink.Instance), Encoding.UTF8.GetBytes(text));
        var seen = new Recorder();
        parser.Parse(frame, Parsed.Received, seen);
        var isTrade = seen.Trades.Count == 1;
        (seen.Trades.Count + seen.Quotes.Count).ShouldBe(1);

        var parsed = Allocated(() => parser.Parse(frame, Parsed.Received, state));
        var record = isTrade ? Allocated(() => _ = seen.Trades[0] with { }) : Allocated(() => _ = seen.Quotes[0] with { });
        parsed.ShouldBe(record);
    }

    private static long Allocated(Action what)
    {
        what();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Frames; i++) what();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Frames;
    }
}
