using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>The simulator and the connection speak the same protocol on every venue, on every channel.</summary>
public sealed class EveryVenueTests
{
    public static TheoryData<string> Venues => [.. Rig.Venues];

    [Theory, MemberData(nameof(Venues))]
    public async Task Every_channel_brings_data_and_the_book_is_the_true_one(string venue)
    {
        await using var rig = await Rig.StartAsync(venue, new SimulatorOptions { Interval = TimeSpan.FromMilliseconds(5), ConnectionLife = null });
        var collectors = Enum.GetValues<Channel>().ToDictionary(channel => channel, _ => new Collector());
        foreach (var (channel, collector) in collectors)
            (await rig.Connection.ConnectAsync(channel, rig.Symbol(), collector.Take)).ShouldBeTrue(channel.ToString());
        await collectors[Channel.Trades].Await(one => one.Trade is not null, "a trade");
        await collectors[Channel.Quotes].Await(one => one.Quote is not null, "a quote");
        await collectors[Channel.Book].Await(one => one.Book is { Bids.Length: > 0 }, "a book");
        // Built candles begin with the next minute.
        if (venue != "coinbase") await collectors[Channel.Candles].Await(one => one.Candle is not null, "a candle");
        await rig.BookIsGood();
        await rig.BookIsTrue();
        rig.Malformed.ShouldBeEmpty();
        rig.Gaps.ShouldBeEmpty();
        rig.Stats.Violations.ShouldBeEmpty();
        (await rig.Connection.DisconnectAllAsync()).ShouldBeTrue();
        await Eventually.True(() => rig.Stats.Open == 0, "all sockets to be closed");
        rig.Connection.Links.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Venues))]
    public async Task Instruments_are_learned(string venue)
    {
        await using var rig = await Rig.StartAsync(venue);
        // OKX has each of them as a spot pair and as a perpetual.
        (await rig.Connection.LearnInstrumentsAsync()).ShouldBe(rig.Exchange.Symbols.Count * (venue == "okx" ? 2 : 1));
    }
}
