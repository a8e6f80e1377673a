using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Trades, quotes and candles as the venues send them now.</summary>
public sealed class TradeAndQuoteTests
{
    [Theory]
    [InlineData("binance", """{"stream":"btcusdt@trade","data":{"e":"trade","E":1700000000001,"s":"BTCUSDT","t":12345,"p":"37000.10","q":"0.00500000","T":1700000000000,"m":true,"M":true}}""", "BTC-USDT", "37000.10", "0.00500000", Side.Sell, "12345")]
    [InlineData("binance", """{"M":true,"m":false,"T":1700000000000,"l":9,"f":8,"q":"1","p":"2.5","a":77,"s":"ETHUSDT","E":1700000000001,"e":"aggTrade"}""", "ETH-USDT", "2.5", "1", Side.Buy, "77")]
    [InlineData("binance-futures", """{"e":"aggTrade","E":1700000000001,"a":5933014,"s":"BTCUSDT","p":"0.001","q":"100","nq":"100","f":100,"l":105,"T":1700000000000,"m":true,"st":1}""", "BTC-USDT-PERP", "0.001", "100", Side.Sell, "5933014")]
    [InlineData("coinbase", """{"type":"match","trade_id":10,"sequence":50,"maker_order_id":"ac928c66","taker_order_id":"132fb6ae","time":"2023-11-14T22:13:20.000000Z","product_id":"BTC-USD","size":"5.23512","price":"400.23","side":"sell"}""", "BTC-USD", "400.23", "5.23512", Side.Buy, "10")]
    [InlineData("kraken", """{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":37000.1,"qty":0.00012460,"ord_type":"market","trade_id":10218209,"timestamp":"2023-11-14T22:13:20.000000Z"}]}""", "BTC-USD", "37000.1", "0.00012460", Side.Sell, "10218209")]
    [InlineData("kraken-v1", """[337,[["37000.10000","0.00124600","1700000000.000000","b","l",""]],"trade","XBT/USD"]""", "BTC-USD", "37000.10000", "0.00124600", Side.Buy, "0")]
    [InlineData("okx", """{"arg":{"channel":"trades","instId":"BTC-USDT-SWAP"},"data":[{"instId":"BTC-USDT-SWAP","tradeId":"130639474","px":"42219.9","sz":"0.12060306","side":"buy","ts":"1700000000000","count":"3","seqId":1}]}""", "BTC-USDT-PERP", "42219.9", "0.12060306", Side.Buy, "130639474")]
    [InlineData("bybit", """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000000001,"data":[{"i":"2290000000061666327","T":1700000000000,"p":"16578.50","v":"0.001","S":"Sell","s":"BTCUSDT","BT":false,"RPI":false,"seq":1}]}""", "BTC-USDT", "16578.50", "0.001", Side.Sell, "2290000000061666327")]
    [InlineData("bybit-linear", """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1700000000001,"data":[{"T":1700000000000,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"16578.50","L":"PlusTick","i":"20f43950-d8dd-5b31-9112-a178eb6023af","BT":false}]}""", "BTC-USDT-PERP", "16578.50", "0.001", Side.Buy, "20f43950-d8dd-5b31-9112-a178eb6023af")]
    public void A_trade_is_read(string venue, string frame, string symbol, string price, string size, Side taker, string id)
    {
        var (kind, seen) = Parsed.By(venue, frame);

        kind.ShouldBe(FrameKind.Trades);
        var trade = seen.Trades.ShouldHaveSingleItem();
        (trade.Symbol.Name, Text(trade.Price), Text(trade.Size), trade.Taker, trade.Id.ToString()).ShouldBe((symbol, price, size, taker, id));
        (trade.ExchangeTime, trade.ReceivedTime).ShouldBe((Parsed.Time(1700000000000), Parsed.Received));
    }

    [Theory]
    [InlineData("binance", """{"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}""", "BNB-USDT", "25.35190000", "31.21000000", "25.36520000", "40.66000000", 400900217, 0)]
    [InlineData("binance-futures", """{"e":"bookTicker","u":400900217,"E":1700000000002,"T":1700000000000,"s":"BNBUSDT","b":"25.35","B":"31.21","a":"25.36","A":"40.66","st":1,"ps":"BNBUSDT"}""", "BNB-USDT-PERP", "25.35", "31.21", "25.36", "40.66", 400900217, 1700000000000)]
    [InlineData("coinbase", """{"type":"ticker","sequence":37475248783,"product_id":"ETH-USD","price":"1285.22","open_24h":"1310.79","volume_24h":"245532.79","low_24h":"1280.52","high_24h":"1313.8","volume_30d":"9788783.60","best_bid":"1285.04","best_bid_size":"0.46688654","best_ask":"1285.27","best_ask_size":"1.56637040","side":"buy","time":"2023-11-14T22:13:20.000000Z","trade_id":370843401,"last_size":"11.4"}""", "ETH-USD", "1285.04", "0.46688654", "1285.27", "1.56637040", 37475248783, 1700000000000)]
    [InlineData("kraken", """{"channel":"ticker","type":"update","data":[{"symbol":"ALGO/USD","bid":0.10025,"bid_qty":740.0,"ask":0.10036,"ask_qty":1361.44813783,"last":0.10035,"volume":997038.98,"vwap":0.1,"low":0.09,"high":0.11,"change":-0.002,"change_pct":-1.9,"timestamp":"2023-11-14T22:13:20.000000Z"}]}""", "ALGO-USD", "0.10025", "740.0", "0.10036", "1361.44813783", 0, 1700000000000)]
    [InlineData("kraken-v1", """[0,["5698.40000","5700.00000","1700000000.000000","1.01234567","0.98765432"],"spread","XBT/USD"]""", "BTC-USD", "5698.40000", "1.01234567", "5700.00000", "0.98765432", 0, 1700000000000)]
    [InlineData("okx", """{"arg":{"channel":"bbo-tbt","instId":"BTC-USDT"},"data":[{"asks":[["8476.98","415","0","13"]],"bids":[["8476.97","256","0","12"]],"ts":"1700000000000","seqId":123456}]}""", "BTC-USDT", "8476.97", "256", "8476.98", "415", 123456, 1700000000000)]
    [InlineData("okx", """{"arg":{"channel":"tickers","instId":"BTC-USDT"},"data":[{"instType":"SPOT","instId":"BTC-USDT","last":"9999.99","lastSz":"0.1","askPx":"9999.99","askSz":"11","bidPx":"","bidSz":"","ts":"1700000000000"}]}""", "BTC-USDT", "0", "0", "9999.99", "11", 0, 1700000000000)]
    [InlineData("bybit", """{"topic":"orderbook.1.BTCUSDT","type":"snapshot","ts":1700000000004,"data":{"s":"BTCUSDT","b":[["16493.50","0.006"]],"a":[["16611.00","0.029"]],"u":18521288,"seq":7961638724},"cts":1700000000000}""", "BTC-USDT", "16493.50", "0.006", "16611.00", "0.029", 18521288, 1700000000000)]
    public void A_quote_is_read(string venue, string frame, string symbol, string bid, string bidSize, string ask, string askSize, long sequence, long time)
    {
        var (kind, seen) = Parsed.By(venue, frame);

        kind.ShouldBe(FrameKind.Quotes);
        var quote = seen.Quotes.ShouldHaveSingleItem();
        (quote.Symbol.Name, Text(quote.BidPrice), Text(quote.BidSize), Text(quote.AskPrice), Text(quote.AskSize)).ShouldBe((symbol, bid, bidSize, ask, askSize));
        (quote.Sequence, quote.ExchangeTime).ShouldBe((sequence, time == 0 ? null : Parsed.Time(time)));
        seen.Books.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("binance", """{"e":"kline","E":1700000001000,"s":"BTCUSDT","k":{"t":1699999980000,"T":1700000039999,"s":"BTCUSDT","i":"1m","f":100,"L":200,"o":"1.0","c":"2.0","h":"2.5","l":"0.5","v":"1000","n":100,"x":false,"q":"1.0000","V":"500","Q":"0.500","B":"123456"}}""", 1, false)]
    [InlineData("binance-futures", """{"stream":"btcusdt@kline_4h","data":{"e":"kline","E":1700000001000,"s":"BTCUSDT","k":{"x":true,"t":1699999980000,"i":"4h","o":"1.0","c":"2.0","h":"2.5","l":"0.5","v":"1000"}}}""", 240, true)]
    [InlineData("kraken", """{"channel":"ohlc","type":"update","timestamp":"2023-11-14T22:13:21Z","data":[{"symbol":"BTC/USD","open":1.0,"high":2.5,"low":0.5,"close":2.0,"trades":12,"volume":1000,"vwap":1.1,"interval_begin":"2023-11-14T22:13:00.000000000Z","interval":1,"timestamp":"2023-11-14T22:14:00.000000Z"}]}""", 1, false)]
    [InlineData("okx", """{"arg":{"channel":"candle1H","instId":"BTC-USDT"},"data":[["1699999980000","1.0","2.5","0.5","2.0","1000","529.5858061","5529.5858061","1"]]}""", 60, true)]
    [InlineData("bybit", """{"topic":"kline.5.BTCUSDT","data":[{"start":1699999980000,"end":1700000279999,"interval":"5","open":"1.0","close":"2.0","high":"2.5","low":"0.5","volume":"1000","turnover":"34666.4005","confirm":false,"timestamp":1700000001000}],"ts":1700000001000,"type":"snapshot"}""", 5, false)]
    public void A_candle_is_read(string venue, string frame, int minutes, bool closed)
    {
        var (kind, seen) = Parsed.By(venue, frame);

        kind.ShouldBe(FrameKind.Candles);
        var candle = seen.Candles.ShouldHaveSingleItem();
        (candle.Open, candle.High, candle.Low, candle.Close, candle.Volume).ShouldBe((1.0m, 2.5m, 0.5m, 2.0m, 1000m));
        (candle.Interval, candle.OpenTime, candle.Closed, candle.BuiltFromTrades).ShouldBe((TimeSpan.FromMinutes(minutes), Parsed.Time(1699999980000), closed, false));
    }

    [Fact]
    public void Bybits_quote_follows_deltas_of_its_top_of_book()
    {
        var (_, seen) = Parsed.By("bybit",
            """{"topic":"orderbook.1.BTCUSDT","type":"snapshot","ts":1,"data":{"s":"BTCUSDT","b":[["10","1"]],"a":[["11","2"]],"u":5,"seq":1},"cts":1700000000000}""",
            """{"topic":"orderbook.1.BTCUSDT","type":"delta","ts":1,"data":{"s":"BTCUSDT","b":[["10","0"],["9","4"]],"a":[],"u":6,"seq":2},"cts":1700000000000}""");

        (seen.Quotes[1].BidPrice, seen.Quotes[1].BidSize, seen.Quotes[1].AskPrice, seen.Quotes[1].AskSize).ShouldBe((9m, 4m, 11m, 2m));
    }

    private static string Text(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
