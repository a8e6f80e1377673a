using System.Text;
using System.Text.Json;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Names, routes, subscriptions and metadata of every venue.</summary>
public sealed class VenueTests
{
    public static TheoryData<string> Venues() => [.. VenueCatalog.Names];

    [Theory]
    [InlineData("binance", Channel.Trades, "BTC/USDT", "btcusdt@aggTrade", "wss://stream.binance.com:9443/stream")]
    [InlineData("binance", Channel.Book, "btcusdt", "btcusdt@depth@100ms", "wss://stream.binance.com:9443/stream")]
    [InlineData("binance-futures", Channel.Book, "BTC-USDT", "btcusdt@depth@100ms", "wss://fstream.binance.com/public/stream")]
    [InlineData("binance-futures", Channel.Candles, "BTC-USDT-PERP", "btcusdt@kline_1m", "wss://fstream.binance.com/market/stream")]
    [InlineData("coinbase", Channel.Book, "btcusd", "level2_batch:BTC-USD", "wss://ws-feed.exchange.coinbase.com/")]
    [InlineData("coinbase", Channel.Candles, "XBT/USD", "candles-1m:BTC-USD", "wss://ws-feed.exchange.coinbase.com/")]
    [InlineData("kraken", Channel.Book, "XBT/USD", "book-100:BTC/USD", "wss://ws.kraken.com/v2")]
    [InlineData("kraken-v1", Channel.Book, "BTC-USD", "book-100:XBT/USD", "wss://ws.kraken.com/")]
    [InlineData("okx", Channel.Quotes, "btc_usdt", "bbo-tbt:BTC-USDT", "wss://ws.okx.com:8443/ws/v5/public")]
    [InlineData("okx", Channel.Candles, "BTC-USDT-SWAP", "candle1m:BTC-USDT-SWAP", "wss://ws.okx.com:8443/ws/v5/business")]
    [InlineData("bybit", Channel.Book, "BTC-USDT", "orderbook.200.BTCUSDT", "wss://stream.bybit.com/v5/public/spot")]
    [InlineData("bybit-linear", Channel.Quotes, "BTC-USDT", "orderbook.1.BTCUSDT", "wss://stream.bybit.com/v5/public/linear")]
    public void A_stream_has_the_venues_name_and_place(string venueName, Channel channel, string symbol, string name, string url)
    {
        var venue = VenueCatalog.Create(venueName);
        var stream = venue.Stream(channel, symbol);

        (stream.Name, venue.Route(stream).Url.AbsoluteUri).ShouldBe((name, url));
        var again = venue.ParseStream(name);
        (again, again.Channel, again.Symbol, again.Interval).ShouldBe((stream, channel, stream.Symbol, stream.Interval));
    }

    [Theory]
    [MemberData(nameof(Venues))]
    public void Wrong_names_are_refused_with_what_would_be_right(string venueName)
    {
        var venue = VenueCatalog.Create(venueName);
        foreach (var name in new[] { "nonsense", "@", "a:b:c", "x@y@z@w", ".", "orderbook.7.BTCUSDT", "book-7:BTC/USD", "btcusdt@kline_7m" })
            Should.Throw<ArgumentException>(() => venue.ParseStream(name)).Message.ShouldContain(venueName);
        Should.Throw<ArgumentException>(() => venue.Stream(Channel.Trades, "???"));
        Should.Throw<ArgumentException>(() => venue.Stream(Channel.Trades, ""));
        Should.Throw<ArgumentException>(() => venue.Stream(Channel.Candles, "BTC-USD", TimeSpan.FromSeconds(7)));
        Should.Throw<ArgumentException>(() => VenueCatalog.Create("nowhere")).Message.ShouldContain("binance-futures");
    }

    [Theory]
    [InlineData("binance", """{"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@depth@100ms"],"id":1}""")]
    [InlineData("coinbase", """{"type":"subscribe","channels":[{"name":"matches","product_ids":["BTC-USDT"]},{"name":"level2_batch","product_ids":["BTC-USDT"]},{"name":"heartbeat","product_ids":["BTC-USDT"]}]}""")]
    [InlineData("kraken", """{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USDT"],"snapshot":false},"req_id":1}|{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USDT"],"depth":100},"req_id":2}""")]
    [InlineData("okx", """{"id":"1","op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"},{"channel":"books","instId":"BTC-USDT"}]}""")]
    [InlineData("bybit", """{"op":"subscribe","args":["publicTrade.BTCUSDT","orderbook.200.BTCUSDT"],"req_id":"1"}""")]
    public void Subscriptions_are_written_as_the_venue_wants_them(string venueName, string expected)
    {
        var venue = VenueCatalog.Create(venueName);
        var id = 0L;
        var frames = venue.Subscriptions.Subscribe([venue.Stream(Channel.Trades, "BTC-USDT"), venue.Stream(Channel.Book, "BTC-USDT")], () => ++id);

        string.Join('|', frames.Select(frame => Encoding.UTF8.GetString(frame.Text.Span))).ShouldBe(expected);
        frames.SelectMany(frame => frame.Streams).Count().ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Venues))]
    public void Many_streams_are_split_by_the_venues_limits(string venueName)
    {
        var venue = VenueCatalog.Create(venueName);
        var streams = Enumerable.Range(0, 500).Select(i => venue.Stream(Channel.Trades, $"COIN{i}-USDT")).ToList();
        var id = 0L;
        foreach (var frames in new[] { venue.Subscriptions.Subscribe(streams, () => ++id), venue.Subscriptions.Unsubscribe(streams, () => ++id) })
        {
            frames.ShouldAllBe(frame => frame.Streams.Length <= venue.Limits.StreamsPerMessage && frame.Text.Length <= venue.Limits.MessageBytes);
            frames.SelectMany(frame => frame.Streams).ShouldBe(streams, ignoreOrder: true);
            foreach (var frame in frames) JsonDocument.Parse(frame.Text).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        }
    }

    [Fact]
    public void A_message_is_as_long_as_the_venue_allows()
    {
        var venue = VenueCatalog.Create("binance");
        var id = 0L;
        var frames = venue.Subscriptions.Subscribe([.. Enumerable.Range(100, 200).Select(i => venue.Stream(Channel.Book, $"CO{i}-USDT"))], () => ++id);
        frames.Count.ShouldBe(2);
        frames[0].Text.Length.ShouldBeGreaterThan(venue.Limits.MessageBytes - 64);
    }

    [Theory]
    [InlineData("binance", """{"symbols":[{"symbol":"ETHBTC","status":"TRADING","baseAsset":"ETH","quoteAsset":"BTC","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.00001000"},{"filterType":"LOT_SIZE","minQty":"0.00010000","stepSize":"0.00010000"},{"filterType":"NOTIONAL","minNotional":"0.00010000"}]},{"symbol":7},{"symbol":"BROKEN"}]}""", "ETH-BTC", 0.00001, 0.0001, 0.0001, "BTC", 1)]
    [InlineData("binance-futures", """{"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.10"},{"filterType":"LOT_SIZE","minQty":"0.001","stepSize":"0.001"},{"filterType":"MIN_NOTIONAL","notional":"100"}]}]}""", "BTC-USDT-PERP", 0.1, 0.001, 100, "USDT", 1)]
    [InlineData("coinbase", """[{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","quote_increment":"0.01","base_increment":"0.00000001","min_market_funds":"1","status":"online","trading_disabled":false,"cancel_only":false,"post_only":false,"auction_mode":false}]""", "BTC-USD", 0.01, 0.00000001, 1, "USD", 1)]
    [InlineData("kraken", """{"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","pair_decimals":1,"lot_decimals":8,"ordermin":"0.00005","costmin":"0.5","tick_size":"0.1","status":"online"}}}""", "BTC-USD", 0.1, 0.00000001, 0.5, "USD", 1)]
    [InlineData("okx", """{"code":"0","msg":"","data":[{"instId":"BTC-USD-SWAP","instType":"SWAP","ctVal":"100","ctMult":"1","ctValCcy":"USD","settleCcy":"BTC","tickSz":"0.1","lotSz":"1","minSz":"1","state":"live","baseCcy":"","quoteCcy":""}]}""", "BTC-USD-PERP", 0.1, 1, 0, "BTC", 100)]
    [InlineData("bybit", """{"retCode":0,"retMsg":"OK","result":{"list":[{"symbol":"BTCUSDT","baseCoin":"BTC","quoteCoin":"USDT","status":"Trading","lotSizeFilter":{"basePrecision":"0.000001","minOrderQty":"0.00001","minOrderAmt":"5"},"priceFilter":{"tickSize":"0.1"}}]}}""", "BTC-USDT", 0.1, 0.000001, 5, "USDT", 1)]
    [InlineData("bybit-linear", """{"retCode":0,"result":{"list":[{"symbol":"BTCPERP","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDC","settleCoin":"USDC","priceFilter":{"tickSize":"0.1"},"lotSizeFilter":{"minOrderQty":"0.001","qtyStep":"0.001","minNotionalValue":"5"}}]}}""", "BTC-USDC-PERP", 0.1, 0.001, 5, "USDC", 1)]
    public void Instruments_are_read_from_the_venues_metadata(string venueName, string body, string name, double tick, double step, double notional, string settlement, double contract)
    {
        var venue = VenueCatalog.Create(venueName);
        var instrument = venue.ParseInstruments(Encoding.UTF8.GetBytes(body)).ShouldHaveSingleItem();

        (instrument.Symbol.Name, instrument.Settlement, instrument.Status, instrument.Venue).ShouldBe((name, settlement, TradingStatus.Trading, venueName));
        (instrument.TickSize, instrument.StepSize, instrument.MinimumNotional, instrument.ContractSize).ShouldBe(((decimal)tick, (decimal)step, (decimal)notional, (decimal)contract));
        venue.Symbols.Learn([instrument]);
        venue.Symbols.Resolve(name).ShouldBe(instrument.Symbol);
        venue.Symbols.Find(venue.Symbols.Resolve(instrument.Symbol.VenueName)).ShouldBe(instrument);
    }

    [Theory]
    [MemberData(nameof(Venues))]
    public void Metadata_that_cannot_be_read_says_so(string venueName)
    {
        var venue = VenueCatalog.Create(venueName);
        foreach (var body in new[] { "", "nope", "7", "{\"code\":\"50011\",\"msg\":\"Too Many Requests\"}" })
            Should.Throw<FormatException>(() => venue.ParseInstruments(Encoding.UTF8.GetBytes(body))).Message.ShouldNotBeNullOrWhiteSpace();
        venue.Symbols.Instruments.ShouldNotBeEmpty();
        venue.Symbols.Instruments.ShouldAllBe(instrument => instrument.TickSize > 0 && instrument.StepSize > 0 && instrument.Settlement.Length > 0);
    }

    [Fact]
    public void Snapshots_over_rest_are_read()
    {
        var binance = VenueCatalog.Create("binance");
        var stream = binance.Stream(Channel.Book, "BTC-USDT", depth: 5000);
        binance.BookSnapshotQuery(stream).ShouldBe(new RestQuery(new Uri("https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=5000"), 250));
        var update = binance.ParseBookSnapshot(stream, """{"lastUpdateId":1027024,"bids":[["4.00","431.0"]],"asks":[["4.02","12.0"]]}"""u8, Parsed.Received)!;
        (update.IsSnapshot, update.Header.Last, update.Bids[0], update.Asks[0]).ShouldBe((true, 1027024, new BookLevel(4.00m, 431.0m), new BookLevel(4.02m, 12.0m)));
        binance.ParseBookSnapshot(stream, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"u8, Parsed.Received).ShouldBeNull();
        binance.ParseBookSnapshot(stream, "<html>"u8, Parsed.Received).ShouldBeNull();

        var okx = VenueCatalog.Create("okx");
        var snapshot = okx.ParseBookSnapshot(okx.Stream(Channel.Book, "BTC-USDT"), """{"code":"0","msg":"","data":[{"asks":[["41006.8","0.6","0","1"]],"bids":[["41006.3","0.3","0","2"]],"ts":"1629966436396","seqId":3235851742}]}"""u8, Parsed.Received)!;
        (snapshot.IsSnapshot, snapshot.Header.Last, snapshot.Bids.Length).ShouldBe((true, 3235851742, 1));
    }
}
