using FsCheck;
using FsCheck.Fluent;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Sides against a model, depth queries, and what a stale book shows.</summary>
public sealed class OrderBookTests
{
    private static readonly Symbol Symbol = new("BTC", "USD", "BTC-USD");

    [Fact]
    public void A_side_is_a_sorted_map() => Prop.ForAll(Gen.Two(Gen.Choose(0, 12)).Select(pair => new BookLevel(pair.Item1, pair.Item2 % 4)).ListOf().ToArbitrary(), levels =>
    {
        foreach (var isBid in new[] { true, false })
        {
            var side = new BookSide(isBid);
            var model = new SortedDictionary<decimal, decimal>(Comparer<decimal>.Create((x, y) => isBid ? y.CompareTo(x) : x.CompareTo(y)));
            foreach (var level in levels)
            {
                var changed = level.Size == 0 ? model.Remove(level.Price) : !model.TryGetValue(level.Price, out var before) || before != level.Size;
                if (level.Size != 0) model[level.Price] = level.Size;
                side.Set(level).ShouldBe(changed);
            }
            Enumerable.Range(0, side.Count).Select(rank => side[rank]).ShouldBe(model.Select(pair => new BookLevel(pair.Key, pair.Value)));
            side.Load([.. levels]);
            side.Count.ShouldBe(levels.Where(level => level.Size > 0).Select(level => level.Price).Distinct().Count());
            Enumerable.Range(1, Math.Max(0, side.Count - 1)).ShouldAllBe(rank => isBid ? side[rank - 1].Price > side[rank].Price : side[rank - 1].Price < side[rank].Price);
            side.Truncate(2);
            side.Count.ShouldBeLessThanOrEqualTo(2);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Depth_queries_walk_the_levels()
    {
        var book = Good([(99, 1), (98, 2)], [(101, 1), (102, 2), (105, 10)]);

        book.Fill(Side.Buy, 2).ShouldBe(new BookFill(2, 203, 102));
        book.Fill(Side.Buy, 2).AveragePrice.ShouldBe(101.5m);
        book.Fill(Side.Sell, 10).ShouldBe(new BookFill(3, 99 + 196, 98));
        book.SizeWithin(Side.Buy, 102).ShouldBe(3);
        book.SizeWithin(Side.Sell, 98.5m).ShouldBe(1);
        var view = book.Read(1);
        (view.Bids.Length, view.Asks.Length, view.Bids[0].Price, view.Asks[0].Price).ShouldBe((1, 1, 99m, 101m));
    }

    [Fact]
    public void A_stale_book_shows_nothing()
    {
        var book = Good([(99, 1)], [(101, 1)]);
        book.Doubt(DoubtKind.ConnectionLost, Parsed.Received, "the socket broke");

        book.TryGetBest(out _, out _).ShouldBeFalse();
        (book.Fill(Side.Buy, 1), book.SizeWithin(Side.Buy, 1000), book.Read().Bids.Length, book.Grade).ShouldBe((default, 0m, 0, BookGrade.Stale));
        book.Doubt(DoubtKind.ConnectionLost, Parsed.Received, "again");
        book.History.Total.ShouldBe(1);
        var doubt = book.History.Doubts.ShouldHaveSingleItem();
        (doubt.Kind, doubt.Was, doubt.Detail).ShouldBe((DoubtKind.ConnectionLost, BookGrade.Unproven, "the socket broke"));
    }

    [Fact]
    public void A_crossed_book_is_doubted_whatever_its_venue()
    {
        var book = Good([(99, 1)], [(101, 1)]);
        var update = new BookUpdate { Symbol = Symbol, Header = new BookHeader(Ticks: 10), ReceivedTime = Parsed.Received };
        update.BidList.Add(new BookLevel(101, 1));
        book.Apply(update).ShouldBe(BookOutcome.Doubted);
        book.History.Doubts.ShouldHaveSingleItem().Kind.ShouldBe(DoubtKind.Crossed);
    }

    [Fact]
    public void The_last_doubts_are_kept_and_all_are_counted()
    {
        var book = new OrderBook(Symbol, VenueCatalog.Create("coinbase").BookRule(new StreamKey("x", Channel.Book, Symbol)));
        for (var i = 0; i < 300; i++)
        {
            book.Apply(Snapshot([(99, 1)], [(101, 1)]));
            book.Doubt(DoubtKind.Requested, Parsed.Received.AddSeconds(i), "");
        }
        (book.History.Total, book.History[DoubtKind.Requested], book.History.Doubts.Count).ShouldBe((300, 300, 256));
        book.History.Doubts[^1].Time.ShouldBe(Parsed.Received.AddSeconds(299));
    }

    [Fact]
    public void A_malformed_frame_makes_those_books_doubtful_that_would_not_show_the_loss()
    {
        foreach (var (venueName, grade) in new[] { ("coinbase", BookGrade.Stale), ("kraken", BookGrade.Stale), ("bybit", BookGrade.Sequenced) })
        {
            var venue = VenueCatalog.Create(venueName);
            var seen = new Recorder();
            var state = new FeedState(venue, seen);
            var stream = venue.Stream(Channel.Book, "BTC-USD");
            state.Open(stream);
            var snapshot = Snapshot([(99, 1)], [(101, 1)]);
            snapshot.Symbol = stream.Symbol;
            state.OnBook(snapshot);
            state.OnMalformed(new MalformedFrame(venueName, "{", "cut", 1, Parsed.Received));
            (state.Book(stream.Symbol)!.Grade, seen.Malformed.Count).ShouldBe((grade, 1), venueName);
        }
    }

    private static OrderBook Good((decimal, decimal)[] bids, (decimal, decimal)[] asks)
    {
        var book = new OrderBook(Symbol, VenueCatalog.Create("coinbase").BookRule(new StreamKey("x", Channel.Book, Symbol)));
        book.Apply(Snapshot(bids, asks)).ShouldBe(BookOutcome.Replaced);
        return book;
    }

    private static BookUpdate Snapshot((decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks)
    {
        var update = new BookUpdate { Symbol = Symbol, IsSnapshot = true, ReceivedTime = Parsed.Received, Header = new BookHeader(0, 7) };
        update.BidList.AddRange(bids.Select(level => new BookLevel(level.Price, level.Size)));
        update.AskList.AddRange(asks.Select(level => new BookLevel(level.Price, level.Size)));
        return update;
    }
}
