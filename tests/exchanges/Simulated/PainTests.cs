using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>What such software is known to hurt traders with, by name.</summary>
public sealed class PainTests
{
    public static TheoryData<string> Venues => [.. Rig.Venues];

    // Quick rules: what is found within seconds on a live venue is found within a fraction of one here.
    private static ExchangeConnectionOptions Quick(ExchangeConnectionOptions options, string venue) => Rig.Unlimited(options, venue) with
    {
        Liveness = VenueCatalog.Create(venue).Liveness is var rules && rules.PingEvery is null
            ? rules with { Silence = TimeSpan.FromMilliseconds(1_400) }
            : rules with { Silence = TimeSpan.FromMilliseconds(400), PingEvery = TimeSpan.FromMilliseconds(150), PongWithin = TimeSpan.FromMilliseconds(150) },
        FirstRetry = TimeSpan.FromMilliseconds(20),
    };

    [Theory, MemberData(nameof(Venues))]
    public async Task A_socket_that_is_open_but_dead_is_found(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, change: options => Quick(options, venue));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        var book = rig.Connection.Book(rig.Symbol())!;

        rig.Exchange.Inject(new ExchangeFault(FaultKind.Silence, venue));

        await Eventually.True(() => rig.Doubts.Any(one => one.Book == book && one.Doubt.Kind == DoubtKind.ConnectionLost), "the book to be stale");
        await rig.BookIsGood();
        await rig.BookIsTrue();
        rig.Connection.Links.Single().Breaks.ShouldBeGreaterThan(0);
        rig.States.ShouldContain(state => state.Reason == "silent");
    }

    [Fact]
    public async Task A_socket_that_answers_but_brings_no_data_is_found()
    {
        await using var rig = await Rig.StartAsync("okx", change: options => Quick(options, "okx") with { DataSilence = TimeSpan.FromMilliseconds(300) });
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        rig.Exchange.Inject(new ExchangeFault(FaultKind.NoData, "okx"));
        await Eventually.True(() => rig.States.Any(state => state.Reason == "no data"), "the break");
        await rig.BookIsGood();
        await rig.BookIsTrue();
    }

    [Theory, MemberData(nameof(Venues))]
    public async Task A_reconnect_resubscribes_everything_also_when_it_breaks_again_half_way(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, change: options => Quick(options, venue));
        string[] assets = ["BTC", "ETH", "SOL"];
        var books = assets.ToDictionary(asset => asset, _ => new Collector());
        var trades = assets.ToDictionary(asset => asset, _ => new Collector());
        foreach (var asset in assets)
        {
            (await rig.Book(asset, books[asset])).ShouldBeTrue();
            (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(asset), trades[asset].Take)).ShouldBeTrue();
        }
        foreach (var asset in assets) await rig.BookIsGood(asset);

        // The first two sockets after the break are lost with their first message, in the midst of subscribing.
        rig.Exchange.Inject(new ExchangeFault(FaultKind.DropOnMessage, venue, Count: 1));
        rig.Exchange.Inject(new ExchangeFault(FaultKind.DropOnMessage, venue, Count: 1));
        var connects = rig.Stats.Connects;
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop, venue));

        await Eventually.True(() => rig.Connection.Links.All(link => link.State == LinkState.Live) && rig.Stats.Connects >= connects + 3, () => $"live; {rig.Stats.Connects - connects} connects; {string.Join("; ", rig.Connection.Links)}");
        foreach (var asset in assets)
        {
            await rig.BookIsGood(asset);
            var before = trades[asset].Count;
            await Eventually.True(() => trades[asset].Count > before, $"trades of {asset}");
        }
        foreach (var asset in assets) await rig.BookIsTrue(asset);
        rig.Connection.Links.Sum(link => link.Confirmed).ShouldBe(6);
    }

    [Theory, MemberData(nameof(Venues))]
    public async Task A_gap_is_reported_with_its_bounds(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, change: options => Quick(options, venue));
        var trades = new Collector();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), trades.Take)).ShouldBeTrue();
        await Eventually.True(() => trades.Trades.Count > 3, "trades");
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Refuse, venue, Count: 2));
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop, venue));
        await Eventually.True(() => trades.Gaps.Count > 0, "the gap");

        var events = trades.Events.ToList();
        var at = events.FindIndex(one => one.Gap is not null);
        await Eventually.True(() => trades.Count > at + 1, "a trade after the gap");
        events = [.. trades.Events];
        var gap = events[at].Gap!;
        var (before, after) = (events[at - 1].Trade!, events[at + 1].Trade!);
        gap.Reason.ShouldBe(GapReason.ConnectionLost);
        gap.From.ShouldBe(before.ReceivedTime);
        gap.To.ShouldBe(after.ReceivedTime);
        if (before.Id.IsUuid) return;
        gap.LastBefore.ShouldBe((long)before.Id.Value);
        gap.FirstAfter.ShouldBe((long)after.Id.Value);
        gap.Missing.ShouldBe((long)(after.Id.Value - before.Id.Value) - 1);
    }

    [Theory]
    [InlineData("binance", FaultKind.Gap)]
    [InlineData("binance-futures", FaultKind.Gap)]
    [InlineData("okx", FaultKind.Gap)]
    [InlineData("bybit", FaultKind.Gap)]
    [InlineData("kraken", FaultKind.BadChecksum)]
    [InlineData("kraken", FaultKind.Gap)]
    [InlineData("binance", FaultKind.Reorder)]
    [InlineData("coinbase", FaultKind.Malformed)]
    public async Task One_bad_book_leaves_the_others_alone(string venue, FaultKind fault)
    {
        await using var rig = await Rig.StartAsync(venue, change: options => Quick(options, venue));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        (await rig.Book("ETH", new Collector())).ShouldBeTrue();
        await rig.BookIsGood("BTC");
        await rig.BookIsGood("ETH");
        var connects = rig.Stats.Connects;

        rig.Exchange.Inject(new ExchangeFault(fault, venue, rig.Symbol(), BooksOnly: true));

        await Eventually.True(() => rig.Doubts.Any(one => one.Book.Symbol.Base == "BTC"), () => $"the doubt; committed {string.Join(", ", rig.Exchange.Faults.Committed)}");
        await rig.BookIsGood("BTC");
        await rig.BookIsTrue("BTC");
        // Where a frame that cannot be read might have been anybody's and nothing shows whose, all are doubted.
        if (fault != FaultKind.Malformed) rig.Doubts.ShouldAllBe(one => one.Book.Symbol.Base == "BTC");
        rig.Stats.Connects.ShouldBe(connects);
        rig.Connection.Links.ShouldAllBe(link => link.Breaks == 0);
    }

    [Fact]
    public async Task A_duplicate_is_ignored_and_counted()
    {
        await using var rig = await Rig.StartAsync("binance");
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Duplicate, "binance", rig.Symbol(), Count: 5));
        await Eventually.True(() => rig.Connection.Book(rig.Symbol())!.History[BookOutcome.Ignored] >= 5, "five ignored");
        rig.Doubts.ShouldBeEmpty();
        await rig.BookIsTrue();
    }
}
