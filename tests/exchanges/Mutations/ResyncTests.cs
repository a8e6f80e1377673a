using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>After a fault that was seen, a snapshot brings the book back to the truth, and the changes that came meanwhile are not lost.</summary>
public sealed class ResyncTests
{
    [Theory]
    [InlineData("binance", "binance-spot.ws", BookNeed.RestSnapshot)]
    [InlineData("kraken-v1", "kraken-book.ws", BookNeed.Resubscription)]
    [InlineData("okx", "okx.ws", BookNeed.Resubscription)]
    public void A_doubtful_book_comes_back_with_the_next_snapshot(string venue, string file, BookNeed need)
    {
        var feeds = SymbolFeed.Load(venue, file);
        var random = new Random(7);
        var resynced = 0;
        for (var round = 0; round < 60; round++)
        {
            var feed = feeds[random.Next(feeds.Count)];
            var lost = feed.Targets[random.Next(feed.Targets.Count)];
            var seen = new Recorder();
            var book = new OrderBook(feed.Stream.Symbol, feed.Venue.BookRule(feed.Stream), seen);
            for (var i = 0; i < feed.Steps.Count; i++)
            {
                if (i == lost) continue;
                book.Apply(feed.Steps[i].Update);
                if (book.Grade != BookGrade.Stale || i <= lost) continue;
                book.Need.ShouldBe(need);
                book.TryGetBest(out _, out _).ShouldBeFalse();
                book.Read().Bids.ShouldBeEmpty();
                // Two more changes come before the snapshot does: of a pushed one they are a part, of a REST one the numbers tell.
                for (var more = 0; more < 2 && i + 1 < feed.Steps.Count; more++) book.Apply(feed.Steps[++i].Update).ShouldBe(BookOutcome.Waiting);
                book.Apply(Snapshot(feed, venue == "binance" ? i - 1 : i));
                book.Grade.ShouldNotBe(BookGrade.Stale);
                resynced++;
            }
            var end = book.Read();
            if (seen.Doubts.Count == 0) continue;
            (end.Bids.SequenceEqual(feed.Truth[^1].Bids) && end.Asks.SequenceEqual(feed.Truth[^1].Asks)).ShouldBeTrue($"{venue} {feed.Stream} lost {lost}");
            book.History.Total.ShouldBe(seen.Doubts.Count);
        }
        resynced.ShouldBeGreaterThan(30);
    }

    private static BookUpdate Snapshot(SymbolFeed feed, int step)
    {
        var truth = feed.Truth[step];
        var update = new BookUpdate { Symbol = truth.Symbol, IsSnapshot = true, ReceivedTime = truth.ReceivedTime, Header = new BookHeader(0, truth.LastSequence) };
        update.BidList.AddRange(truth.Bids);
        update.AskList.AddRange(truth.Asks);
        return update;
    }
}
