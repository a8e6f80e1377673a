using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>The recorded feeds of real venues, whole: everything is read, every checksum and sequence holds, no book is ever crossed.</summary>
public sealed class CaptureTests
{
    [Theory]
    [InlineData("binance", "binance-spot.ws", 177, 84, 2, 2, 0)]
    [InlineData("coinbase", "coinbase.ws", 3919, 37, 27, 0, 13)]
    [InlineData("kraken-v1", "kraken-book.ws", 2069, 0, 0, 0, 29)]
    [InlineData("kraken-v1", "kraken-trade.ws", 0, 0, 8, 0, 41)]
    [InlineData("okx", "okx.ws", 137, 16, 35, 0, 18)]
    public void Every_frame_is_read_and_counted_by_its_kind(string venue, string file, int books, int quotes, int trades, int candles, int notices)
    {
        using var replay = CaptureReplay.Open(VenueCatalog.Create(venue), CaptureData.Path(file), NullSink.Instance);
        replay.Run();

        replay.MalformedLines.ShouldBe(0);
        (replay.Counts[FrameKind.Book], replay.Counts[FrameKind.Quotes], replay.Counts[FrameKind.Trades], replay.Counts[FrameKind.Candles], replay.Counts[FrameKind.Notice])
            .ShouldBe((books, quotes, trades, candles, notices));
        (replay.Counts[FrameKind.Unknown], replay.Counts[FrameKind.Malformed], replay.State.Unclaimed).ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData("binance", "binance-spot.ws", 4, BookGrade.Sequenced)]
    [InlineData("coinbase", "coinbase.ws", 10, BookGrade.Unproven)]
    [InlineData("kraken-v1", "kraken-book.ws", 10, BookGrade.Checksummed)]
    [InlineData("okx", "okx.ws", 3, BookGrade.Checksummed)]
    public void No_book_is_ever_doubted_and_each_reaches_its_venues_grade(string venue, string file, int books, BookGrade grade)
    {
        var seen = new Recorder();
        using var replay = CaptureReplay.Open(VenueCatalog.Create(venue), CaptureData.Path(file), seen, seen);
        seen.Changed = book => (book.TryGetBest(out var bid, out var ask) && bid.Price < ask.Price).ShouldBeTrue($"{book.Symbol} is crossed or empty");
        replay.Run();

        seen.Doubts.ShouldBeEmpty();
        replay.State.Books.Count().ShouldBe(books);
        replay.State.Books.Select(book => (book.Symbol.Name, book.Grade)).ShouldAllBe(book => book.Grade == grade);
        seen.Changes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Kraken_and_okx_checksums_match_on_every_change()
    {
        foreach (var (venue, file, checksums) in new[] { ("kraken-v1", "kraken-book.ws", 2059), ("okx", "okx.ws", 137) })
        {
            var seen = new Recorder();
            using var replay = CaptureReplay.Open(VenueCatalog.Create(venue), CaptureData.Path(file), seen, seen);
            replay.Run();

            seen.Books.Count(update => update.Header.Checksum is not null).ShouldBe(checksums);
            replay.State.Books.Sum(book => book.History[DoubtKind.ChecksumMismatch]).ShouldBe(0);
            replay.State.Books.Sum(book => book.History[BookOutcome.Applied] + book.History[BookOutcome.Replaced]).ShouldBe(seen.Books.Count);
        }
    }

    [Fact]
    public void Binances_sequences_have_no_gap_and_every_snapshot_is_bridged()
    {
        var seen = new Recorder();
        using var replay = CaptureReplay.Open(VenueCatalog.Create("binance"), CaptureData.Path("binance-spot.ws"), seen, seen);
        replay.Run();

        foreach (var symbol in seen.Books.GroupBy(update => update.Symbol))
            symbol.Zip(symbol.Skip(1)).ShouldAllBe(pair => pair.Second.Header.First == pair.First.Header.Last + 1);
        replay.Snapshots.ShouldBe((4, 0));
        seen.Doubts.ShouldBeEmpty();
    }
}
