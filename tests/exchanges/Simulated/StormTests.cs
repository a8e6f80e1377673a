using System.Net.WebSockets;
using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>A venue's limits hold, whatever goes wrong.</summary>
public sealed class StormTests
{
    [Theory]
    [InlineData("binance")]
    [InlineData("coinbase")]
    [InlineData("kraken")]
    [InlineData("okx")]
    [InlineData("bybit")]
    public void A_venue_that_is_down_for_hours_never_sees_more_connects_than_it_allows(string name)
    {
        var time = new ManualTime();
        var transport = new BrokenTransport(time);
        var venue = VenueCatalog.Create(name);
        // A handshake has no timer, so that each connection that waits has exactly two: its caller's and that of its next attempt.
        var options = new ExchangeConnectionOptions
        {
            Time = time,
            Transport = transport,
            Rest = new NoRest(),
            Seed = 7,
            ConnectTimeout = TimeSpan.FromDays(1),
            HandshakeTimeout = Timeout.InfiniteTimeSpan,
        };
        // Many connections of one address: they share what the venue allows it.
        var connections = Enumerable.Range(0, 40).Select(_ => new ExchangeConnection(venue, options)).ToList();
        foreach (var connection in connections) _ = connection.ConnectAsync(Channel.Trades, "BTC/USDT", _ => { });
        do SpinWait.SpinUntil(() => time.Timers == 2 * connections.Count, Eventually.Patience).ShouldBeTrue("all to wait");
        while (time.FireNext(TimeSpan.FromHours(2)));

        var attempts = transport.Attempts.ToArray();
        // Nobody has given up: each of them still tries, as often as the limit leaves room.
        attempts.Length.ShouldBeGreaterThan(40 * 30);
        MostInAnyWindow(attempts, venue.Limits.Connects.Window).ShouldBeLessThanOrEqualTo(venue.Limits.Connects.Permits);
        foreach (var connection in connections) _ = connection.DisconnectAllAsync();
    }

    [Fact]
    public async Task Under_constant_breaks_the_limit_on_connections_holds()
    {
        var limit = new RateLimit(5, TimeSpan.FromMilliseconds(500));
        await using var rig = await Rig.StartAsync("kraken", change: options => options with
        {
            Limits = VenueCatalog.Create("kraken").Limits with { Connects = limit },
            StableAfter = TimeSpan.Zero,
            FirstRetry = TimeSpan.FromMilliseconds(1),
        });
        var began = TimeProvider.System.GetTimestamp();
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await Eventually.True(() =>
        {
            rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
            var connects = rig.Stats.Connects;
            // Counted from the beginning, because connects that a busy machine delays come closer together than they were sent.
            connects.ShouldBeLessThanOrEqualTo(limit.Permits * (1 + (int)(TimeProvider.System.GetElapsedTime(began) / limit.Window)));
            return connects >= 25;
        }, "25 connects");
    }

    [Fact]
    public async Task A_hundred_streams_at_once_pass_no_limit_of_the_venue()
    {
        var symbols = Enumerable.Range(0, 100).Select(i => $"A{i}X-USDT").ToList();
        await using var rig = await Rig.StartAsync("binance", new SimulatorOptions { Symbols = symbols, Interval = TimeSpan.FromMilliseconds(20), SymbolsPerStep = 20, Levels = 10 });
        var all = await Task.WhenAll(symbols.SelectMany(symbol => new[] { Channel.Book, Channel.Trades }.Select(channel =>
            rig.Connection.ConnectAsync(channel, symbol, _ => { })))).InTime();
        all.ShouldAllBe(one => one);
        rig.Stats.Violations.ShouldBeEmpty();
        // They were asked for together: five messages a second would have taken 40 s.
        rig.Stats.Messages.ShouldBeLessThan(10);
        await Eventually.True(() => symbols.All(symbol => rig.Connection.Book(symbol)!.Grade == BookGrade.Sequenced),
            () => $"100 good books; {symbols.Count(symbol => rig.Connection.Book(symbol)!.Grade == BookGrade.Sequenced)}");
        rig.Stats.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_venue_that_asks_to_be_left_alone_is_left_alone()
    {
        await using var rig = await Rig.StartAsync("okx", new SimulatorOptions { AddressLimits = true, Interval = TimeSpan.FromMilliseconds(5) }, options => options with
        {
            // The client believes in a higher limit than the venue has: the venue's 429 teaches it.
            Limits = VenueCatalog.Create("okx").Limits with { Connects = new RateLimit(1000, TimeSpan.FromSeconds(1)) },
            StableAfter = TimeSpan.Zero,
        });
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await Eventually.True(() =>
        {
            if (rig.Stats.Open > 0) rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
            return !rig.Stats.Violations.IsEmpty;
        }, "the venue's 429");
        await rig.BookIsGood();
        // The last connect is the one after the refused one: two seconds were asked for.
        var connects = rig.Stats.ConnectTimes.ToArray();
        TimeProvider.System.GetElapsedTime(connects[^2], connects[^1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        rig.Stats.Violations.Count.ShouldBe(1);
    }

    private static int MostInAnyWindow(TimeSpan[] times, TimeSpan window)
    {
        var most = 0;
        for (int first = 0, last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= window) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    private sealed class BrokenTransport(ManualTime time) : ITransport
    {
        public List<TimeSpan> Attempts { get; } = [];

        public Task<ISocket> ConnectAsync(Uri url, CancellationToken cancellation)
        {
            lock (Attempts) Attempts.Add(time.Elapsed);
            return Task.FromException<ISocket>(new WebSocketException("down"));
        }
    }

    private sealed class NoRest : IRestTransport
    {
        public Task<RestReply> GetAsync(Uri url, CancellationToken cancellation) => Task.FromResult(new RestReply(503, []));
    }
}
