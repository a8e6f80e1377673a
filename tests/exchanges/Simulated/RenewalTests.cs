using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>A planned cut: the new socket is there before the old one goes.</summary>
public sealed class RenewalTests
{
    public static TheoryData<string> Venues => [.. Rig.Venues];

    [Theory, MemberData(nameof(Venues))]
    public async Task Nothing_is_lost_and_nothing_comes_twice(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, new SimulatorOptions { Interval = TimeSpan.FromMilliseconds(2), AddressLimits = false, Symbols = ["BTC-USDT", "BTC-USD"] }, options => Rig.Unlimited(options, venue));
        var (trades, book) = (new Collector(), new Collector());
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), trades.Take)).ShouldBeTrue();
        (await rig.Book("BTC", book, new StreamOptions { BookEvents = BookEvents.Changes })).ShouldBeTrue();
        await rig.BookIsGood();
        for (var renewal = 0; renewal < 5; renewal++)
        {
            var before = trades.Count;
            (await rig.Connection.RenewAsync()).ShouldBeTrue();
            await Eventually.True(() => trades.Count > before + 3, "trades after it");
        }
        await rig.BookIsTrue();

        trades.Gaps.ShouldBeEmpty();
        rig.Doubts.Select(one => $"{one.Doubt}; {string.Join("; ", rig.Overlaps)}").ShouldBeEmpty();
        rig.Connection.Links.ShouldAllBe(link => link.Breaks == 0);
        // The simulated market counts its trades without holes.
        var ids = trades.Trades.Select(trade => trade.Id).ToList();
        if (venue != "bybit-linear") ids.Select(id => (long)id.Value).ShouldBe(Enumerable.Range(0, ids.Count).Select(i => (long)ids[0].Value + i));
        else ids.ShouldBeUnique();
        if (rig.NormalGrade == BookGrade.Sequenced) AssertContinuous(book, venue);
        // Where nothing is numbered the switch is told.
        var overlaps = rig.Overlaps.Where(one => one.Stream.Channel == Channel.Book).ToList();
        overlaps.Count.ShouldBe(5);
        overlaps.ShouldAllBe(one => one.Merged == (rig.NormalGrade == BookGrade.Sequenced));
        await Eventually.True(() => rig.Stats.Open == rig.Connection.Links.Length, "the old sockets to be closed");
    }

    private static void AssertContinuous(Collector book, string venue)
    {
        var deltas = book.Deltas;
        deltas.Count.ShouldBeGreaterThan(10);
        for (var i = 1; i < deltas.Count; i++)
        {
            deltas[i].LastSequence.ShouldBeGreaterThan(deltas[i - 1].LastSequence, venue);
            if (venue.StartsWith("binance", StringComparison.Ordinal)) deltas[i].FirstSequence.ShouldBe(deltas[i - 1].LastSequence + 1);
            if (venue.StartsWith("bybit", StringComparison.Ordinal)) deltas[i].LastSequence.ShouldBe(deltas[i - 1].LastSequence + 1);
        }
        book.Events.Count(one => one.Snapshot is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData("binance")]
    [InlineData("okx")]
    public async Task A_venue_that_announces_its_end_is_left_before_it(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, change: options => Rig.Unlimited(options, venue));
        var trades = new Collector();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), trades.Take)).ShouldBeTrue();
        await trades.Await(one => one.Trade is not null, "a trade");
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Cut, venue, Milliseconds: 3_000));
        await Eventually.True(() => !rig.Overlaps.IsEmpty, "the hand-over");
        rig.Connection.Links.Single().Breaks.ShouldBe(0);
        trades.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_near_its_end_of_life_is_renewed()
    {
        await using var rig = await Rig.StartAsync("binance", change: options => Rig.Unlimited(options, "binance") with
        {
            Limits = VenueCatalog.Create("binance").Limits with { ConnectionLife = TimeSpan.FromSeconds(1), Connects = new RateLimit(1000, TimeSpan.FromSeconds(1)) },
            RenewBefore = TimeSpan.FromMilliseconds(800),
        });
        var trades = new Collector();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), trades.Take)).ShouldBeTrue();
        await Eventually.True(() => !rig.Overlaps.IsEmpty, "the hand-over");
        rig.Connection.Links.Single().Breaks.ShouldBe(0);
        trades.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_successor_that_fails_leaves_everything_as_it_was()
    {
        await using var rig = await Rig.StartAsync("kraken", change: options => Rig.Unlimited(options, "kraken"));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Refuse));
        (await rig.Connection.RenewAsync()).ShouldBeFalse();
        rig.Doubts.ShouldBeEmpty();
        rig.Connection.Links.Single().Breaks.ShouldBe(0);
        await rig.BookIsTrue();
    }

    [Theory, MemberData(nameof(Venues))]
    public async Task When_both_sockets_break_in_the_midst_of_it_everything_comes_back(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, change: options => Rig.Unlimited(options, venue));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        for (var round = 0; round < 5; round++)
        {
            var renewing = rig.Connection.RenewAsync();
            await Eventually.True(() => rig.Stats.Open > 1 || renewing.IsCompleted, "the successor");
            rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
            await renewing.InTime();
            await rig.BookIsGood();
        }
        await rig.BookIsTrue();
        await Eventually.True(() => rig.Stats.Open == 1, "one socket");
    }

    [Fact]
    public async Task A_socket_that_ends_late_does_not_disturb_the_next_planned_cut()
    {
        var transport = new LateGoodbyes();
        await using var rig = await Rig.StartAsync("binance", change: options => Rig.Unlimited(options, "binance") with { Transport = transport, LongestOverlap = TimeSpan.FromSeconds(3) });
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        (await rig.Connection.RenewAsync()).ShouldBeTrue();

        // The second cut gets no answer; in the midst of it the first socket of all comes to its end.
        rig.Exchange.Inject(new ExchangeFault(FaultKind.NoAcknowledgement));
        var second = rig.Connection.RenewAsync();
        await Eventually.True(() => rig.Exchange.Faults.Committed.ContainsKey(FaultKind.NoAcknowledgement), "the second cut");
        // Until then it went on bringing what the second brings too.
        transport.Release.SetResult();
        (await second.InTime()).ShouldBeFalse();

        await rig.BookIsTrue();
        rig.Doubts.ShouldBeEmpty();
        rig.Connection.Links.Single().Breaks.ShouldBe(0);
        await Eventually.True(() => rig.Stats.Open == 1, "one socket");
    }

    /// <summary>The first socket takes its time to say goodbye.</summary>
    private sealed class LateGoodbyes : ITransport
    {
        private readonly WebSocketTransport _real = new();
        private int _opened;

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<ISocket> ConnectAsync(Uri url, CancellationToken cancellation) =>
            await _real.ConnectAsync(url, cancellation) is var socket && Interlocked.Increment(ref _opened) == 1 ? new Slow(socket, Release.Task) : socket;

        private sealed class Slow(ISocket socket, Task release) : ISocket
        {
            public ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation) => socket.ReceiveAsync(cancellation);

            public ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation) => socket.SendAsync(text, cancellation);

            public async Task CloseAsync(CancellationToken cancellation)
            {
                await release;
                await socket.CloseAsync(cancellation);
            }

            public void Dispose() => socket.Dispose();
        }
    }
}
