using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>Connecting, disconnecting, and what must not be left behind.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task The_venues_own_names_and_any_form_of_a_symbol_are_understood()
    {
        await using var rig = await Rig.StartAsync("binance");
        var own = new Collector();
        (await rig.Connection.ConnectAsync("btcusdt@trade", own.Take)).ShouldBeTrue();
        foreach (var symbol in new[] { "ETH/USDT", "ETH-USDT", "ethusdt" })
            (await rig.Connection.ConnectAsync(Channel.Quotes, symbol, _ => { })).ShouldBeTrue();
        await own.Await(one => one.Trade is not null, "a trade");
        // One stream for the three forms, and one socket for all.
        rig.Connection.Links.Single().Streams.Length.ShouldBe(2);
        (await rig.Connection.DisconnectAsync("btcusdt@trade")).ShouldBeTrue();
        (await rig.Connection.DisconnectAsync("btcusdt@trade")).ShouldBeFalse();
        rig.Connection.Links.Single().Streams.Single().Channel.ShouldBe(Channel.Quotes);
        Should.Throw<ArgumentException>(() => rig.Connection.ConnectAsync("nonsense", _ => { }));
    }

    [Fact]
    public async Task Trades_and_aggregated_trades_of_one_symbol_do_not_mix()
    {
        await using var rig = await Rig.StartAsync("binance");
        var (single, aggregated) = (new Collector(), new Collector());
        (await rig.Connection.ConnectAsync("btcusdt@trade", single.Take)).ShouldBeTrue();
        (await rig.Connection.ConnectAsync("btcusdt@aggTrade", aggregated.Take)).ShouldBeTrue();
        await Eventually.True(() => single.Trades.Count > 5 && aggregated.Trades.Count > 5, "both");
        single.Trades.Select(trade => trade.Id).ShouldBeUnique();
        rig.Connection.Links.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_url_of_the_users_own_is_used()
    {
        await using var rig = await Rig.StartAsync("binance");
        var trades = new Collector();
        (await rig.Connection.ConnectAsync("btcusdt@trade", trades.Take, new Uri(rig.Exchange.WebSocket("binance") + "/ws"))).ShouldBeTrue();
        await trades.Await(one => one.Trade is not null, "a trade");
        rig.Connection.Links.Single().Url.AbsolutePath.ShouldBe("/binance/ws");
    }

    [Theory]
    [InlineData("coinbase")]
    [InlineData("kraken")]
    [InlineData("okx")]
    [InlineData("bybit")]
    public async Task What_the_venue_refuses_answers_false_and_leaves_nothing(string venue)
    {
        await using var rig = await Rig.StartAsync(venue);
        (await rig.Connection.ConnectAsync(Channel.Trades, "NONE-" + rig.Quote, _ => { })).ShouldBeFalse();
        rig.Connection.Links.ShouldBeEmpty();
        await Eventually.True(() => rig.Stats.Open == 0, "no socket");
    }

    [Fact]
    public async Task One_refused_stream_leaves_the_others_alone()
    {
        await using var rig = await Rig.StartAsync("coinbase");
        var trades = new Collector();
        var all = await Task.WhenAll(
            rig.Connection.ConnectAsync(Channel.Trades, "BTC-USD", trades.Take),
            rig.Connection.ConnectAsync(Channel.Trades, "NONE-USD", _ => { }),
            rig.Connection.ConnectAsync(Channel.Trades, "ETH-USD", trades.Take)).InTime();
        all.ShouldBe([true, false, true]);
        await Eventually.True(() => trades.Trades.Select(trade => trade.Symbol.Base).Distinct().Count() == 2, "trades of both");
    }

    [Fact]
    public async Task Disconnecting_during_connect_leaves_nothing_running()
    {
        await using var rig = await Rig.StartAsync("kraken", change: options => Rig.Unlimited(options, "kraken"));
        for (var round = 0; round < 60; round++)
        {
            var connecting = rig.Connection.ConnectAsync(Channel.Book, rig.Symbol(), _ => { });
            if (round % 3 == 1) await Task.Yield();
            if (round % 3 == 2) await Eventually.True(() => rig.Connection.Links.All(link => link.Attempts > 0), "the handshake to begin");
            (await rig.Connection.DisconnectAllAsync().InTime()).ShouldBeTrue();
            await connecting.InTime();
        }
        rig.Connection.Links.ShouldBeEmpty();
        await Eventually.True(() => rig.Stats.Open == 0, "no socket");
    }

    [Fact]
    public async Task Disconnecting_from_a_venue_that_cannot_be_reached_ends_at_once()
    {
        await using var rig = await Rig.StartAsync("kraken");
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Refuse, Count: 1_000_000));
        var connecting = rig.Connection.ConnectAsync(Channel.Book, rig.Symbol(), _ => { });
        await Eventually.True(() => rig.Connection.Links.Single().Attempts > 1, "a second attempt");
        (await rig.Connection.DisconnectAllAsync().InTime()).ShouldBeTrue();
        (await connecting.InTime()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_venue_that_never_confirms_is_given_up_and_tried_again()
    {
        await using var rig = await Rig.StartAsync("okx", change: options => Rig.Unlimited(options, "okx") with { SubscribeTimeout = TimeSpan.FromMilliseconds(200) });
        rig.Exchange.Inject(new ExchangeFault(FaultKind.NoAcknowledgement));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        rig.States.ShouldContain(state => state.Reason == "unconfirmed");
        await rig.BookIsGood();
    }

    [Fact]
    public async Task Streams_beyond_a_connections_limit_get_another_connection()
    {
        await using var rig = await Rig.StartAsync("okx", change: options => options with { Limits = VenueCatalog.Create("okx").Limits with { StreamsPerConnection = 2 } });
        foreach (var asset in new[] { "BTC", "ETH", "SOL" })
            (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(asset), _ => { })).ShouldBeTrue();
        rig.Connection.Links.Select(link => link.Streams.Length).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_break_open_positions_books_come_first(bool toldBefore)
    {
        await using var rig = await Rig.StartAsync("okx", change: options => Rig.Unlimited(options, "okx") with
        {
            // One message at a time, one stream in each: the order shows.
            Limits = VenueCatalog.Create("okx").Limits with { Connects = new RateLimit(1000, TimeSpan.FromSeconds(1)) },
            Recorder = new OrderRecorder(),
        });
        if (toldBefore) rig.Connection.Prioritize("SOL/USDT", 10);
        foreach (var asset in new[] { "BTC", "ETH", "SOL" })
        {
            (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(asset), _ => { })).ShouldBeTrue();
            (await rig.Book(asset, new Collector())).ShouldBeTrue();
        }
        if (!toldBefore) rig.Connection.Prioritize("SOL/USDT", 10);
        OrderRecorder.Last = "";
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
        await Eventually.True(() => OrderRecorder.Last.Length > 0, "the resubscription");
        var order = OrderRecorder.Last;
        string[] expected = ["\"books\",\"instId\":\"SOL", "\"trades\",\"instId\":\"SOL", "\"books\",\"instId\":\"BTC", "\"books\",\"instId\":\"ETH", "\"trades\",\"instId\":\"BTC", "\"trades\",\"instId\":\"ETH"];
        expected.Select(part => order.IndexOf(part, StringComparison.Ordinal)).ShouldBe(expected.Select(part => order.IndexOf(part, StringComparison.Ordinal)).Order());
        order.IndexOf(expected[0], StringComparison.Ordinal).ShouldBeGreaterThan(0, order);
    }

    private sealed class OrderRecorder : IFrameRecorder
    {
        public static string Last { get; set; } = "";

        public void Connected(long connection, Uri url, DateTimeOffset time)
        {
        }

        public void Sent(long connection, Uri url, DateTimeOffset time, ReadOnlySpan<byte> frame)
        {
            if (Last.Length == 0) Last = System.Text.Encoding.UTF8.GetString(frame);
        }

        public void Received(long connection, DateTimeOffset time, ReadOnlySpan<byte> frame)
        {
        }

        public void Answered(Uri url, DateTimeOffset time, ReadOnlySpan<byte> body)
        {
        }
    }
}
