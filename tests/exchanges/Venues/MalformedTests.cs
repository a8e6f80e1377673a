using System.Text;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Frames that no venue should send: counted, reported with their beginning, and nothing of them used.</summary>
public sealed class MalformedTests
{
    private static readonly Dictionary<string, string[]> Good = new()
    {
        ["binance"] = ["""{"stream":"nknusdt@depth@100ms","data":{"e":"depthUpdate","E":1633998512068,"s":"NKNUSDT","U":4,"u":6,"b":[["0.35130000","6195.00000000"]],"a":[["0.36","1"]]}}""",
            """{"e":"kline","E":1700000001000,"s":"BTCUSDT","k":{"t":1699999980000,"i":"1m","o":"1.0","c":"2.0","h":"2.5","l":"0.5","v":"1000","x":false}}"""],
        ["coinbase"] = ["""{"type":"l2update","product_id":"SKL-BTC","changes":[["sell","0.00001306","660.5"]],"time":"2021-04-17T16:43:37.075687Z"}"""],
        ["kraken"] = ["""{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":105944.20,"qty":0.250}],"asks":[],"checksum":2114181697,"timestamp":"2023-10-06T17:35:55.440295Z"}]}"""],
        ["kraken-v1"] = ["""[1920,{"a":[["0.042990","364630.28272081","1618678145.920470"]]},{"b":[["0.042990","0.00000000","1618678145.920708"]],"c":"4105471083"},"book-1000","SC/EUR"]"""],
        ["okx"] = ["""{"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["8476.98","415","0","13"]],"bids":[],"ts":"1597026383085","checksum":-855196043,"prevSeqId":123456,"seqId":123457}]}"""],
        ["bybit"] = ["""{"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1687940967466,"data":{"s":"BTCUSDT","b":[["30247.20","30.028"]],"a":[],"u":177400507,"seq":66544703342},"cts":1687940967464}"""],
    };

    [Theory]
    [InlineData("binance", "")]
    [InlineData("binance", "null")]
    [InlineData("binance", "not json")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":4,"u":6,"b":[["0.3","1"]],"a":[]""")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":4,"u":6,"b":[["0.3","1"]],"a":[]} x""")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":4,"u":6,"b":[["0.3","-1"]],"a":[]}""")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":4,"u":6,"b":[["NaN","1"]],"a":[]}""")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":4,"u":6,"b":[["0.3"]],"a":[]}""")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":4,"u":6,"b":[["0.12345678901234567890123456789","1"]],"a":[]}""")]
    [InlineData("binance", """{"e":"depthUpdate","E":1633998512068,"s":"BTC USDT","U":4,"u":6,"b":[["0.3","1"]],"a":[]}""")]
    [InlineData("coinbase", """{"product_id":"BTC-USD"}""")]
    [InlineData("coinbase", """{"type":"l2update","product_id":"BTC-USD","changes":[["hold","1","1"]],"time":"2021-04-17T16:43:37.075687Z"}""")]
    [InlineData("coinbase", """{"type":"l2update","product_id":"BTC-USD","changes":[["buy","1","1"]],"time":"yesterday"}""")]
    [InlineData("kraken", """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1}],"asks":[]}]}""")]
    [InlineData("kraken-v1", """[1,{"a":[["1","1","1618678145.920470"]],"c":"1"},"book-1000"]""")]
    [InlineData("okx", """{"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["1","1","0","1"]],"ts":"1597026383085","checksum":99999999999}]}""")]
    [InlineData("bybit", """{"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1,"data":{"s":"BTCUSDT","b":[],"a":[]}}""")]
    public void A_malformed_frame_is_reported_with_its_beginning(string venue, string frame)
    {
        var (kind, seen) = Parsed.By(venue, frame);

        kind.ShouldBe(FrameKind.Malformed);
        var malformed = seen.Malformed.ShouldHaveSingleItem();
        (malformed.Venue, malformed.Length, malformed.Beginning).ShouldBe((venue, Encoding.UTF8.GetByteCount(frame), frame[..Math.Min(200, frame.Length)]));
        malformed.Problem.ShouldNotBeNullOrWhiteSpace();
        (seen.Books.Count + seen.Trades.Count + seen.Quotes.Count + seen.Candles.Count).ShouldBe(0);
    }

    [Fact]
    public void A_frame_whose_second_trade_is_malformed_leaves_no_first_one_behind()
    {
        var (kind, seen) = Parsed.By("okx", """{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"tradeId":"1","px":"1","sz":"1","side":"buy","ts":"1630048897897"},{"tradeId":"2","px":"x","sz":"1","side":"buy","ts":"1630048897897"}]}""");

        kind.ShouldBe(FrameKind.Malformed);
        seen.Trades.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("binance")]
    [InlineData("coinbase")]
    [InlineData("kraken")]
    [InlineData("kraken-v1")]
    [InlineData("okx")]
    [InlineData("bybit")]
    public void No_change_of_a_frame_makes_a_parser_throw(string venue)
    {
        var parser = VenueCatalog.Create(venue).CreateParser();
        var random = new Random(5);
        foreach (var text in Good[venue])
        {
            var frame = Encoding.UTF8.GetBytes(text);
            var seen = new Recorder();
            parser.Parse(frame, Parsed.Received, seen).ShouldBeOneOf(FrameKind.Book, FrameKind.Candles);
            for (var round = 0; round < 4000; round++)
            {
                var copy = frame.ToList();
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                {
                    var place = random.Next(copy.Count);
                    switch (random.Next(3))
                    {
                        case 0: copy[place] = (byte)random.Next(256); break;
                        case 1: copy.RemoveAt(place); break;
                        default: copy.Insert(place, copy[random.Next(copy.Count)]); break;
                    }
                }
                parser.Parse(copy.ToArray(), Parsed.Received, seen);
            }
            for (var length = 0; length < frame.Length; length++) parser.Parse(frame.AsSpan(0, length), Parsed.Received, seen).ShouldBe(FrameKind.Malformed);
            foreach (var update in seen.Books) update.Symbol.ShouldNotBeNull();
        }
        parser.Counts.Total.ShouldBeGreaterThan(4000);
    }

    [Fact]
    public void Unknown_fields_of_any_shape_are_tolerated()
    {
        foreach (var (venue, frames) in Good)
        {
            if (venue == "kraken-v1") continue;
            var frame = frames[0].Insert(1, """ "new":{"a":[1,{"b":null}],"c":"\u0041"},"e2":[[]], "x":1.5e3, """);
            Parsed.By(venue, frame).Kind.ShouldBe(FrameKind.Book, venue);
        }
    }

    [Fact]
    public void The_order_of_fields_does_not_matter()
    {
        var (kind, seen) = Parsed.By("kraken", """{"data":[{"timestamp":"2023-10-06T17:35:55.440295Z","checksum":1,"asks":[],"bids":[{"qty":0.250,"price":105944.20}],"symbol":"BTC/USD"}],"type":"snapshot","channel":"book"}""");
        (kind, seen.Books[0].IsSnapshot, seen.Books[0].Bids[0]).ShouldBe((FrameKind.Book, true, new BookLevel(105944.20m, 0.250m)));

        (kind, seen) = Parsed.By("okx", """{"data":[{"seqId":5,"prevSeqId":4,"ts":"1597026383085","bids":[["1","2","0","1"]],"asks":[]}],"action":"snapshot","arg":{"instId":"BTC-USDT","channel":"books"}}""");
        (kind, seen.Books[0].IsSnapshot, seen.Books[0].Header.Last).ShouldBe((FrameKind.Book, true, 5));
    }
}
