using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>What venues say about connections and subscriptions.</summary>
public sealed class NoticeTests
{
    [Theory]
    [InlineData("binance", """{"result":null,"id":3}""", NoticeKind.Subscribed, null, 3)]
    [InlineData("binance", """{"result":["btcusdt@trade"],"id":0}""", NoticeKind.Pong, null, 0)]
    [InlineData("binance", """{"error":{"code":2,"msg":"Invalid request"},"id":4}""", NoticeKind.Rejected, null, 4)]
    [InlineData("binance", """{"code":2,"msg":"Invalid request: property name must be a string"}""", NoticeKind.Error, null, 0)]
    [InlineData("binance", """{"e":"serverShutdown","E":1770123456789}""", NoticeKind.Closing, null, 0)]
    [InlineData("binance", """{"stream":"x","data":{"e":"serverShutdown","E":1770123456789}}""", NoticeKind.Closing, null, 0)]
    [InlineData("coinbase", """{"type":"subscriptions","channels":[{"name":"level2_batch","product_ids":["ETH-USD"]}]}""", NoticeKind.Subscribed, null, 0)]
    [InlineData("coinbase", """{"type":"heartbeat","sequence":90,"last_trade_id":20,"product_id":"BTC-USD","time":"2014-11-07T08:19:28.464459Z"}""", NoticeKind.Heartbeat, "heartbeat:BTC-USD", 0)]
    [InlineData("coinbase", """{"type":"error","message":"Failed to subscribe","reason":"level2 requires authentication"}""", NoticeKind.Rejected, null, 0)]
    [InlineData("kraken", """{"channel":"heartbeat"}""", NoticeKind.Heartbeat, null, 0)]
    [InlineData("kraken", """{"channel":"status","type":"update","data":[{"version":"2.0.0","system":"online","api_version":"v2","connection_id":1}]}""", NoticeKind.Status, null, 0)]
    [InlineData("kraken", """{"method":"pong","req_id":42,"time_in":"2023-09-25T09:05:00.123456Z","time_out":"2023-09-25T09:05:00.123500Z"}""", NoticeKind.Pong, null, 42)]
    [InlineData("kraken", """{"method":"subscribe","req_id":1,"result":{"channel":"book","depth":100,"snapshot":true,"symbol":"BTC/USD","warnings":["a"]},"success":true,"time_in":"x","time_out":"y"}""", NoticeKind.Subscribed, "book-100:BTC/USD", 1)]
    [InlineData("kraken", """{"error":"Currency pair not supported NOPE/USD","method":"subscribe","req_id":2,"success":false,"symbol":"NOPE/USD","time_in":"x","time_out":"y"}""", NoticeKind.Rejected, null, 2)]
    [InlineData("kraken-v1", """{"channelID":1664,"channelName":"book-1000","event":"subscriptionStatus","pair":"WAVES/EUR","reqid":7,"status":"subscribed","subscription":{"depth":1000,"name":"book"}}""", NoticeKind.Subscribed, "book-1000:WAVES/EUR", 7)]
    [InlineData("kraken-v1", """{"errorMessage":"Subscription depth not supported","event":"subscriptionStatus","pair":"XBT/USD","status":"error","subscription":{"depth":42,"name":"book"}}""", NoticeKind.Rejected, null, 0)]
    [InlineData("okx", """{"id":"12","event":"subscribe","arg":{"channel":"books","instId":"BTC-USDT"},"connId":"a4d3ae55"}""", NoticeKind.Subscribed, "books:BTC-USDT", 12)]
    [InlineData("okx", """{"event":"error","code":"60012","msg":"Invalid request","connId":"a4d3ae55"}""", NoticeKind.Rejected, null, 0)]
    [InlineData("okx", """{"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. Please reconnect.","connId":"a4d3ae55"}""", NoticeKind.Closing, null, 0)]
    [InlineData("okx", """pong""", NoticeKind.Pong, null, 0)]
    [InlineData("bybit", """{"success":true,"ret_msg":"subscribe","conn_id":"2324d924","req_id":"10","op":"subscribe"}""", NoticeKind.Subscribed, null, 10)]
    [InlineData("bybit", """{"success":true,"ret_msg":"pong","conn_id":"0970e817","req_id":"","op":"ping"}""", NoticeKind.Pong, null, 0)]
    [InlineData("bybit", """{"success":false,"ret_msg":"error:handler not found,topic:nope","conn_id":"x","req_id":"3","op":"subscribe"}""", NoticeKind.Rejected, null, 3)]
    public void A_notice_is_read(string venue, string frame, NoticeKind kind, string? stream, long request)
    {
        var (frameKind, seen) = Parsed.By(venue, frame);

        frameKind.ShouldBe(FrameKind.Notice);
        var notice = seen.Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.Stream, notice.RequestId).ShouldBe((kind, stream, request));
    }

    [Theory]
    [InlineData("binance", """{"e":"24hrTicker","E":1,"s":"BTCUSDT","b":"1","a":"2"}""")]
    [InlineData("coinbase", """{"type":"auction_info"}""")]
    [InlineData("kraken", """{"channel":"level3","type":"update","data":[{"symbol":"BTC/USD"}]}""")]
    [InlineData("okx", """{"arg":{"channel":"funding-rate","instId":"BTC-USDT-SWAP"},"data":[{"fundingRate":"1"}]}""")]
    [InlineData("bybit", """{"topic":"tickers.BTCUSDT","ts":1,"type":"snapshot","data":{"symbol":"BTCUSDT"}}""")]
    public void A_frame_of_a_kind_that_is_not_used_is_counted_as_unknown(string venue, string frame)
    {
        var (kind, seen) = Parsed.By(venue, frame);

        kind.ShouldBe(FrameKind.Unknown);
        seen.Malformed.ShouldBeEmpty();
    }
}
