using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>What a connection records, replayed through the same code, gives the same books.</summary>
public sealed class RecordingTests
{
    [Theory]
    [InlineData("binance")]
    [InlineData("binance-futures")]
    [InlineData("coinbase")]
    [InlineData("kraken")]
    [InlineData("okx")]
    [InlineData("bybit")]
    public async Task A_recorded_connection_is_replayed_to_the_same_book(string venue)
    {
        var folder = Directory.CreateTempSubdirectory("recording").FullName;
        try
        {
            long applied;
            await using (var writer = new CaptureWriter(new CaptureOptions { Folder = folder, Prefix = venue }))
            {
                await using var rig = await Rig.StartAsync(venue, new SimulatorOptions { Interval = TimeSpan.FromMilliseconds(5) }, options => options with { Recorder = writer });
                (await rig.Book("BTC", new Collector())).ShouldBeTrue();
                await rig.BookIsGood("BTC");
                var book = rig.Connection.Book(rig.Symbol())!;
                var before = book.History[BookOutcome.Applied];
                await Eventually.True(() => book.History[BookOutcome.Applied] > before + 50, "fifty more changes");
                await rig.Connection.DisconnectAllAsync();
                applied = book.History[BookOutcome.Applied];
            }
            var file = Directory.GetFiles(folder, "*.ws.gz").ShouldHaveSingleItem();
            var seen = new Recorder();
            using var replay = CaptureReplay.Open(VenueCatalog.Create(venue), file, seen, seen);
            replay.Run();

            (replay.MalformedLines, replay.Counts[FrameKind.Malformed], replay.Counts[FrameKind.Unknown]).ShouldBe((0, 0, 0));
            seen.Doubts.ShouldBeEmpty();
            var again = replay.State.Books.ShouldHaveSingleItem();
            again.Grade.ShouldBe(venue switch { "kraken" => BookGrade.Checksummed, "coinbase" => BookGrade.Unproven, _ => BookGrade.Sequenced });
            // Every change that the live book took is in the recording, in the same order.
            again.History[BookOutcome.Applied].ShouldBeGreaterThanOrEqualTo(applied);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
