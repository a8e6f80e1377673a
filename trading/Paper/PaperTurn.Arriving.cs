using Genesis.Exchanges;

namespace Genesis.Trading;

/// <content>Orders that arrive: taken, refused, filled at once as far as they may, and left waiting.</content>
internal sealed partial class PaperTurn
{
    /// <summary>Takes an order, or rejects it with the reason.</summary>
    /// <param name="order">The order, pending.</param>
    /// <param name="book">The present book of its symbol.</param>
    public OrderReport Place(PaperOrder order, MarketBook book)
    {
        var report = order.Report;
        State = State with { Arrivals = State.Arrivals + 1 };
        order = order with { Arrival = State.Arrivals, Report = report with { OrderId = $"paper-{State.Arrivals}" } };
        var takes = TakesOf(order, book, out var taken);
        if (Refusal(order, takes, taken) is { } refusal) return Note(OrderTable.Move(order.Report, OrderStatus.Rejected, now, refusal));
        if (report.TimeInForce == TimeInForce.Fok && taken < report.Amount)
            return Note(OrderTable.Move(order.Report, OrderStatus.Cancelled, now, $"All at once or nothing, and {Money.Text(taken)} of {Money.Text(report.Amount)} are displayed at its price."));
        foreach (var take in takes) order = Take(order, take.Level, take.Amount, take.Level.Price, isMaker: false);
        report = order.Report;
        if (report.Status == OrderStatus.Filled) return Note(report);
        if (report is { Kind: OrderKind.Limit, TimeInForce: TimeInForce.Gtc })
        {
            if (report.Status == OrderStatus.Pending) report = OrderTable.Move(report, OrderStatus.Open, now);
            State = State with { Open = State.Open.Add(order with { Report = report, QueueAhead = QueueAt(book, report) }) };
            return Note(report);
        }
        return Note(OrderTable.Move(report, OrderStatus.Cancelled, now, takes.Count == 0 ? "Nothing is displayed at its price." : $"What is displayed at its price was taken; {Money.Text(report.Amount - report.Filled)} were left."));
    }

    private string? Refusal(PaperOrder order, List<(PriceLevel Level, decimal Amount)> takes, decimal taken)
    {
        var report = order.Report;
        if (report.Kind == OrderKind.Market && takes.Count == 0) return "No levels are displayed that it could take.";
        if (order.PostOnly && takes.Count > 0) return "It is post-only and would take at once.";
        if (report.Side == Side.Sell)
        {
            var free = FreeAmount(report.Symbol);
            return report.Amount <= free ? null : $"It sells {Money.Text(report.Amount)}, and {Money.Text(free)} are held and free: there is no short selling on spot.";
        }
        if (order.ReduceOnly) return "It may only make a position smaller, and buying on spot does not.";
        var needed = takes.Sum(static take => take.Level.Price * take.Amount);
        needed += Money.Fee(needed, Math.Max(options.MakerFee, options.TakerFee));
        if (report is { Kind: OrderKind.Limit, TimeInForce: TimeInForce.Gtc, Price: { } price }) needed += Needed(report.Amount - taken, price);
        var currency = QuoteOf(report.Symbol);
        var cash = FreeCash(currency);
        return needed <= cash ? null : $"It needs {Money.Text(needed)} {currency}, and {Money.Text(cash)} are free: insufficient cash.";
    }

    /// <summary>The displayed levels that an order would take now, best first.</summary>
    private List<(PriceLevel Level, decimal Amount)> TakesOf(PaperOrder order, MarketBook book, out decimal taken)
    {
        var report = order.Report;
        var bound = report.Kind == OrderKind.Limit ? report.Price : order.Worst;
        List<(PriceLevel, decimal)> takes = [];
        taken = 0;
        foreach (var level in report.Side == Side.Buy ? book.Asks : book.Bids)
        {
            if (bound is { } worst && (report.Side == Side.Buy ? level.Price > worst : level.Price < worst)) break;
            var amount = Math.Min(Available(report.Symbol, Opposite(report.Side), level), report.Amount - taken);
            if (amount <= 0) continue;
            takes.Add((level, amount));
            taken += amount;
            if (taken == report.Amount) break;
        }
        return takes;
    }

    /// <summary>What an order would cost or bring at once, and the worst price of it; null when nothing is displayed.</summary>
    public (decimal Amount, decimal Worth, decimal Worst)? Estimate(OrderReport order, MarketBook book)
    {
        var takes = TakesOf(new PaperOrder { Report = order }, book, out var taken);
        return takes.Count == 0 ? null : (taken, takes.Sum(static take => take.Level.Price * take.Amount), takes[^1].Level.Price);
    }

    private PaperOrder Take(PaperOrder order, PriceLevel level, decimal amount, decimal price, bool isMaker)
    {
        Consume(order.Report.Symbol, Opposite(order.Report.Side), level, amount);
        return Fill(order, price, amount, isMaker);
    }

    /// <summary>What is displayed at an order's own price before it; null when that is deeper than what is displayed.</summary>
    private static decimal? QueueAt(MarketBook book, OrderReport order)
    {
        var levels = order.Side == Side.Buy ? book.Bids : book.Asks;
        foreach (var level in levels)
        {
            if (level.Price == order.Price) return level.Size;
            if (order.Side == Side.Buy ? level.Price < order.Price : level.Price > order.Price) return 0;
        }
        return null;
    }

    private static Side Opposite(Side side) => side == Side.Buy ? Side.Sell : Side.Buy;
}
