using System.Collections.Immutable;
using Genesis.Exchanges;

namespace Genesis.Trading;

/// <content>Orders that wait: what books and trades of the market do to them.</content>
internal sealed partial class PaperTurn
{
    /// <summary>A new state of a book: levels that changed are whole again; orders that it has run into are filled at their own price.</summary>
    public void OnBook(MarketBook book)
    {
        if (book.Grade == BookGrade.Stale) return;
        Refresh(book);
        foreach (var order in State.Open)
        {
            if (order.Report.Symbol != book.Symbol) continue;
            var next = order.QueueAhead is null ? order with { QueueAhead = QueueAt(book, order.Report) } : order;
            foreach (var level in order.Report.Side == Side.Buy ? book.Asks : book.Bids)
            {
                if (order.Report.Side == Side.Buy ? level.Price > order.Report.Price : level.Price < order.Report.Price) break;
                var amount = Math.Min(Available(book.Symbol, Opposite(order.Report.Side), level), next.Report.Remaining);
                if (amount > 0) next = Take(next, level, amount, order.Report.Price!.Value, isMaker: true);
            }
            if (!ReferenceEquals(next, order)) Replace(order, next);
        }
    }

    /// <summary>A trade of the market: at an order's price it shortens the queue before it, and what is left fills it; beyond its price, all of it does.</summary>
    public void OnTrade(MarketTrade trade)
    {
        var left = trade.Size;
        foreach (var order in Queue(trade))
        {
            var price = order.Report.Price!.Value;
            var isThrough = order.Report.Side == Side.Buy ? trade.Price < price : trade.Price > price;
            // What traded at this very price served those first that were displayed before the order.
            var ahead = isThrough ? 0 : order.QueueAhead ?? trade.Size;
            var amount = Math.Max(0, Math.Min(Math.Min(left, trade.Size - ahead), order.Report.Remaining));
            var next = isThrough ? order with { QueueAhead = 0 }
                : order.QueueAhead is { } queue ? order with { QueueAhead = Math.Max(0, queue - trade.Size) }
                : order;
            if (amount > 0)
            {
                left -= amount;
                next = Fill(next, price, amount, isMaker: true);
            }
            if (next != order) Replace(order, next);
        }
    }

    /// <summary>Orders that a trade may serve: best price first, then in the order of arrival.</summary>
    private List<PaperOrder> Queue(MarketTrade trade)
    {
        List<PaperOrder> reached = [];
        foreach (var order in State.Open)
        {
            var (report, price) = (order.Report, order.Report.Price);
            if (report.Symbol != trade.Symbol) continue;
            var reaches = report.Side == Side.Buy ? trade.Price < price || (trade.Price == price && trade.Taker == Side.Sell) : trade.Price > price || (trade.Price == price && trade.Taker == Side.Buy);
            if (reaches) reached.Add(order);
        }
        if (reached.Count > 1) reached.Sort(static (a, b) => a.Report.Price == b.Report.Price ? a.Arrival.CompareTo(b.Arrival) : Better(a, b));
        return reached;
    }

    private static int Better(PaperOrder a, PaperOrder b) => a.Report.Side == Side.Buy ? b.Report.Price!.Value.CompareTo(a.Report.Price!.Value) : a.Report.Price!.Value.CompareTo(b.Report.Price!.Value);

    private decimal Available(string symbol, Side side, PriceLevel level)
    {
        if (State.Consumed.TryGetValue(symbol, out var levels))
            foreach (var consumed in levels)
                if (consumed.Side == side && consumed.Price == level.Price && consumed.Displayed == level.Size) return level.Size - consumed.Taken;
        return level.Size;
    }

    private void Consume(string symbol, Side side, PriceLevel level, decimal amount)
    {
        var levels = State.Consumed.GetValueOrDefault(symbol) ?? [];
        var place = levels.FindIndex(consumed => consumed.Side == side && consumed.Price == level.Price);
        var before = place >= 0 && levels[place].Displayed == level.Size ? levels[place].Taken : 0;
        var taken = new ConsumedLevel(side, level.Price, level.Size, before + amount);
        State = State with { Consumed = State.Consumed.SetItem(symbol, place < 0 ? levels.Add(taken) : levels.SetItem(place, taken)) };
    }

    /// <summary>Levels that are not displayed as they were when something was taken from them are whole again.</summary>
    private void Refresh(MarketBook book)
    {
        if (!State.Consumed.TryGetValue(book.Symbol, out var levels)) return;
        var left = levels.RemoveAll(consumed => !IsDisplayed(consumed.Side == Side.Buy ? book.Bids : book.Asks, consumed));
        if (left.Count == levels.Count) return;
        State = State with { Consumed = left.IsEmpty ? State.Consumed.Remove(book.Symbol) : State.Consumed.SetItem(book.Symbol, left) };
    }

    private static bool IsDisplayed(ImmutableArray<PriceLevel> levels, ConsumedLevel consumed)
    {
        foreach (var level in levels)
            if (level.Price == consumed.Price) return level.Size == consumed.Displayed;
        return false;
    }
}
