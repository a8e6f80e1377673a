using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>The rules of numbered books over made-up frames: venues of which there is no recording, and the live protocols.</summary>
public sealed class RuleTests
{
    private const long Start = 1000;

    private static readonly string[] Numbered = ["binance", "binance-futures", "okx", "bybit"];

    public static TheoryData<string> Venues() => [.. Numbered];

    [Theory]
    [MemberData(nameof(Venues))]
    public void An_unbroken_run_is_applied_whole_and_graded_sequenced(string venue)
    {
        foreach (var seed in Enumerable.Range(0, 50))
        {
            var (book, frames) = Begin(venue, seed);
            foreach (var frame in frames) book.Apply(frame).ShouldBe(BookOutcome.Applied);
            book.Grade.ShouldBe(BookGrade.Sequenced);
            book.History.Total.ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(Venues))]
    public void A_lost_frame_is_seen_at_the_next_one(string venue)
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var (book, frames) = Begin(venue, seed);
            var lost = 1 + (seed % (frames.Count - 2));
            for (var i = 0; i < lost; i++) book.Apply(frames[i]);
            book.Grade.ShouldBe(BookGrade.Sequenced);
            book.Apply(frames[lost + 1]).ShouldBe(BookOutcome.Doubted);
            book.Grade.ShouldBe(BookGrade.Stale);
            book.History.Doubts.ShouldHaveSingleItem().Kind.ShouldBe(DoubtKind.SequenceGap);
        }
    }

    [Theory]
    [MemberData(nameof(Venues))]
    public void A_frame_said_again_is_ignored_however_late(string venue)
    {
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var (book, frames) = Begin(venue, seed);
            for (var i = 0; i < frames.Count; i++)
            {
                book.Apply(frames[i]);
                if (i > 0) book.Apply(frames[seed % i]).ShouldBe(BookOutcome.Ignored);
            }
            (book.Grade, book.History[BookOutcome.Ignored]).ShouldBe((BookGrade.Sequenced, frames.Count - 1));
        }
    }

    [Theory]
    [MemberData(nameof(Venues))]
    public void A_number_that_jumped_ahead_does_not_make_a_book_that_stands_still_look_good(string venue)
    {
        var (book, frames) = Begin(venue, 3);
        book.Apply(frames[0]);
        var wrong = frames[1].Copy();
        wrong.Header = wrong.Header with { Last = wrong.Header.Last + 1_000_000 };
        book.Apply(wrong);
        book.Apply(frames[2]);
        book.Grade.ShouldBe(BookGrade.Stale);
    }

    [Theory]
    [InlineData("binance")]
    [InlineData("binance-futures")]
    public void Changes_before_the_snapshot_are_kept_and_those_it_contains_are_dropped(string venue)
    {
        foreach (var snapshotAt in Enumerable.Range(0, 19))
        {
            var (_, frames) = Begin(venue, 11);
            var book = Book(venue);
            foreach (var frame in frames) book.Apply(frame).ShouldBe(BookOutcome.Waiting);
            book.Need.ShouldBe(BookNeed.RestSnapshot);
            book.Apply(Snapshot(book.Symbol, frames[snapshotAt].Header.Last)).ShouldBe(BookOutcome.Replaced);
            (book.Grade, book.Need, book.Read().LastSequence).ShouldBe((BookGrade.Sequenced, BookNeed.None, frames[^1].Header.Last));
        }
    }

    [Theory]
    [InlineData("binance")]
    [InlineData("binance-futures")]
    [InlineData("okx")]
    public void A_snapshot_older_than_the_first_change_is_not_enough(string venue)
    {
        var (_, frames) = Begin(venue, 11);
        var book = Book(venue);
        foreach (var frame in frames.Skip(5)) book.Apply(frame);
        book.Apply(Snapshot(book.Symbol, frames[2].Header.Last)).ShouldBe(BookOutcome.Doubted);
        book.History.Doubts[^1].Kind.ShouldBe(DoubtKind.SnapshotTooOld);
        book.TryGetBest(out _, out _).ShouldBeFalse();

        // The changes are still there for the next one.
        book.Apply(Snapshot(book.Symbol, frames[7].Header.Last)).ShouldBe(BookOutcome.Replaced);
        (book.Grade, book.Read().LastSequence).ShouldBe((BookGrade.Sequenced, frames[^1].Header.Last));
    }

    [Fact]
    public void Bybits_restart_replaces_the_book()
    {
        var (book, frames) = Begin("bybit", 1);
        foreach (var frame in frames) book.Apply(frame);
        var restart = Snapshot(book.Symbol, 1);
        restart.Header = restart.Header with { Ticks = 5 };
        book.Apply(restart).ShouldBe(BookOutcome.Replaced);
        book.Apply(Delta(book.Symbol, new BookHeader(2, 2, 0, null, 6), new Random(1))).ShouldBe(BookOutcome.Applied);
        book.Grade.ShouldBe(BookGrade.Sequenced);
    }

    [Fact]
    public void Okxs_numbers_may_begin_anew_and_keep_alives_change_nothing()
    {
        var (book, frames) = Begin("okx", 1);
        foreach (var frame in frames) book.Apply(frame);
        var last = frames[^1].Header.Last;
        book.Apply(Delta(book.Symbol, new BookHeader(0, last, last, null, 9000), new Random(1))).ShouldBe(BookOutcome.Applied);
        book.Apply(Delta(book.Symbol, new BookHeader(0, 3, last, null, 9001), new Random(1))).ShouldBe(BookOutcome.Applied);
        book.Apply(Delta(book.Symbol, new BookHeader(0, 5, 3, null, 9002), new Random(1))).ShouldBe(BookOutcome.Applied);
        book.Grade.ShouldBe(BookGrade.Sequenced);
    }

    [Fact]
    public void A_frame_without_the_evidence_its_venue_always_gives_is_doubted()
    {
        foreach (var (venue, header) in new[] { ("kraken", new BookHeader(Ticks: 5)), ("okx", new BookHeader(Ticks: 5)), ("binance", new BookHeader(Ticks: 5)) })
        {
            var book = Book(venue);
            book.Apply(Snapshot(book.Symbol, venue == "kraken" ? 0 : Start));
            book.Apply(Delta(book.Symbol, header, new Random(1))).ShouldBe(BookOutcome.Doubted, venue);
            book.History.Doubts.ShouldHaveSingleItem().Kind.ShouldBe(DoubtKind.EvidenceMissing);
        }
    }

    /// <summary>A book with a snapshot, and twenty frames that continue it.</summary>
    private static (OrderBook Book, List<BookUpdate> Frames) Begin(string venue, int seed)
    {
        var random = new Random(seed);
        var book = Book(venue);
        var snapshot = Snapshot(book.Symbol, Start);
        if (venue == "okx") snapshot.Header = snapshot.Header with { Previous = -1 };
        book.Apply(snapshot).ShouldBe(BookOutcome.Replaced);
        var frames = new List<BookUpdate>();
        var last = Start;
        for (var i = 0; i < 20; i++)
        {
            var first = venue == "binance-futures" ? last + random.Next(1, 50) : last + 1;
            var end = venue == "bybit" ? first : first + random.Next(venue == "okx" ? 1 : 0, 5);
            // On futures the first change spans the snapshot.
            if (i == 0 && venue == "binance-futures") first = Start - 3;
            frames.Add(Delta(book.Symbol, new BookHeader(first, end, last, null, Parsed.Received.UtcTicks + i), random));
            last = end;
        }
        return (book, frames);
    }

    private static OrderBook Book(string venueName)
    {
        var venue = VenueCatalog.Create(venueName);
        var stream = venue.Stream(Channel.Book, "BTC-USDT");
        return new OrderBook(stream.Symbol, venue.BookRule(stream));
    }

    private static BookUpdate Snapshot(Symbol symbol, long last)
    {
        var update = new BookUpdate { Symbol = symbol, IsSnapshot = true, ReceivedTime = Parsed.Received, Header = new BookHeader(0, last) };
        for (var i = 0; i < 20; i++)
        {
            update.BidList.Add(new BookLevel(99 - i, 1 + i));
            update.AskList.Add(new BookLevel(101 + i, 1 + i));
        }
        return update;
    }

    private static BookUpdate Delta(Symbol symbol, BookHeader header, Random random)
    {
        var update = new BookUpdate { Symbol = symbol, ReceivedTime = Parsed.Received, Header = header };
        update.BidList.Add(new BookLevel(random.Next(60, 100), random.Next(0, 5) + 0.001m * random.Next(1, 100)));
        update.AskList.Add(new BookLevel(random.Next(101, 140), random.Next(0, 5) + 0.001m * random.Next(1, 100)));
        return update;
    }
}
