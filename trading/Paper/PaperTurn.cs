using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>
/// One step of the paper exchange: an order that arrives, a cancellation, a book or a trade. Begins from a state and collects what changes; knows no clock and nothing else outside.
/// </summary>
/// <param name="state">Where it begins.</param>
/// <param name="options">Fees and accounts.</param>
/// <param name="now">The time (UTC).</param>
internal sealed partial class PaperTurn(PaperState state, PaperOptions options, DateTimeOffset now)
{
    private const decimal UsualCash = 1_000_000m;

    private readonly List<Fill> _fills = [];
    private readonly List<OrderReport> _changed = [];

    /// <summary>The state after what was done so far.</summary>
    public PaperState State { get; private set; } = state;

    /// <summary>What was filled, in order.</summary>
    public IReadOnlyList<Fill> Fills => _fills;

    /// <summary>Orders that changed, each as it stands after the step that changed it.</summary>
    public IReadOnlyList<OrderReport> Changed => _changed;

    /// <summary>Ends an open order; null when there is none of that id.</summary>
    public OrderReport? Cancel(string clientOrderId, string reason)
    {
        if (State.Open.Find(order => order.Report.ClientOrderId == clientOrderId) is not { } found) return null;
        State = State with { Open = State.Open.Remove(found) };
        return Note(OrderTable.Move(found.Report, OrderStatus.Cancelled, now, reason));
    }

    /// <summary>Money of a currency that no open order needs.</summary>
    public decimal FreeCash(string currency)
    {
        var bound = 0m;
        foreach (var order in State.Open)
            if (order.Report is { Side: Side.Buy, Price: { } price } report && QuoteOf(report.Symbol) == currency) bound += Needed(report.Remaining, price);
        return CashOf(currency) - bound;
    }

    /// <summary>What is held of a symbol and not offered by open orders.</summary>
    public decimal FreeAmount(string symbol)
    {
        var free = State.Positions.GetValueOrDefault(symbol)?.Amount ?? 0;
        foreach (var order in State.Open)
            if (order.Report.Side == Side.Sell && order.Report.Symbol == symbol) free -= order.Report.Remaining;
        return free;
    }

    private decimal CashOf(string currency) => State.Cash.TryGetValue(currency, out var cash) ? cash : options.Cash.TryGetValue(currency, out var given) ? given : UsualCash;

    private decimal Needed(decimal amount, decimal price) => (amount * price) + Money.Fee(amount * price, Math.Max(options.MakerFee, options.TakerFee));

    /// <summary>Executes a part of an order. Cash, position and order change together.</summary>
    private PaperOrder Fill(PaperOrder order, decimal price, decimal amount, bool isMaker)
    {
        var report = order.Report;
        var worth = price * amount;
        var fill = new Fill(
            State.LastFill + 1, report.ClientOrderId, report.OrderId!, report.Symbol, report.Side, price, amount,
            Money.Fee(worth, isMaker ? options.MakerFee : options.TakerFee), isMaker, now);
        var currency = QuoteOf(report.Symbol);
        var cash = CashOf(currency);
        State = State with
        {
            LastFill = fill.Number,
            Deposits = State.Deposits.ContainsKey(currency) ? State.Deposits : State.Deposits.Add(currency, cash),
            Cash = State.Cash.SetItem(currency, report.Side == Side.Buy ? cash - worth - fill.Fee : cash + worth - fill.Fee),
            Positions = State.Positions.SetItem(report.Symbol, (State.Positions.GetValueOrDefault(report.Symbol) ?? new Position(report.Symbol)).With(fill)),
        };
        _fills.Add(fill);
        var (filled, total) = (report.Filled + amount, order.Worth + worth);
        report = OrderTable.Move(report, filled == report.Amount ? OrderStatus.Filled : OrderStatus.PartiallyFilled, now) with
        {
            Filled = filled,
            AveragePrice = decimal.Round(total / filled, Money.Digits),
            Fees = report.Fees + fill.Fee,
        };
        return order with { Report = report, Worth = total };
    }

    private OrderReport Note(OrderReport report)
    {
        _changed.Add(report);
        return report;
    }

    /// <summary>Puts an open order's next state in its place, or takes it out when it has ended.</summary>
    private void Replace(PaperOrder order, PaperOrder next)
    {
        State = State with { Open = OrderTable.IsFinal(next.Report.Status) ? State.Open.Remove(order) : State.Open.Replace(order, next) };
        if (!ReferenceEquals(order.Report, next.Report)) Note(next.Report);
    }

    private static string QuoteOf(string symbol) => symbol[(symbol.IndexOf('-') + 1)..];
}
