using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>What the exchange manager keeps: the paper exchange itself, every order that has not ended, and the last ones that have.</summary>
[Immutable]
public sealed record ExchangeState
{
    /// <summary>Orders that have ended and are remembered: one of these ids is not executed again.</summary>
    public const int ClosedKept = 1000;

    /// <summary>Fills that are kept, for those who have missed some.</summary>
    public const int FillsKept = 1000;

    /// <summary>Nothing has happened yet.</summary>
    public static ExchangeState Empty { get; } = new();

    /// <summary>The venue.</summary>
    public PaperState Paper { get; init; } = PaperState.Empty;

    /// <summary>Orders that have not reached the venue: being approved, or on their way.</summary>
    public ImmutableDictionary<string, OrderReport> Pending { get; init; } = ImmutableDictionary<string, OrderReport>.Empty;

    /// <summary>The last orders that have ended: as JSON that is made once, however often the state is written.</summary>
    public ImmutableDictionary<string, Payload> Closed { get; init; } = ImmutableDictionary<string, Payload>.Empty;

    /// <summary>Their ids, oldest first.</summary>
    public ImmutableList<string> ClosedIds { get; init; } = [];

    /// <summary>The last fills, oldest first.</summary>
    public ImmutableList<KeptFill> Fills { get; init; } = [];

    /// <summary>Orders by how they ended, and all.</summary>
    public OrderCounts Counts { get; init; } = new();

    /// <summary>What is not told yet.</summary>
    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    /// <summary>Number of the last event that was to be told.</summary>
    public long LastEvent { get; init; }

    /// <summary>An order as it stands; null when it is not known, or no longer.</summary>
    public OrderReport? Find(string clientOrderId) =>
        Pending.GetValueOrDefault(clientOrderId) ?? Paper.Open.Find(order => order.Report.ClientOrderId == clientOrderId)?.Report ?? Closed.GetValueOrDefault(clientOrderId)?.As<OrderReport>();

    /// <summary>The state after a step of the venue: what it changed is to be told.</summary>
    internal ExchangeState After(PaperTurn turn)
    {
        var next = this with { Paper = turn.State };
        foreach (var fill in turn.Fills) next = next.With(fill);
        foreach (var order in turn.Changed) next = next.With(order);
        return next;
    }

    private ExchangeState With(Fill fill)
    {
        var data = Payload.Of(fill);
        return ToTell(TradingEvents.Fill, fill.Symbol, data) with
        {
            Fills = (Fills.Count >= FillsKept ? Fills.RemoveAt(0) : Fills).Add(new KeptFill(fill.Number, data)),
            Counts = Counts with { Fills = Counts.Fills + 1 },
        };
    }

    /// <summary>The state with an order as it is now, which is to be told.</summary>
    internal ExchangeState With(OrderReport order)
    {
        var data = Payload.Of(order);
        var next = ToTell(TradingEvents.Order, order.Symbol, data) with { Pending = Pending.Remove(order.ClientOrderId) };
        if (!OrderTable.IsFinal(order.Status)) return next;
        var (closed, ids) = (next.Closed, next.ClosedIds);
        if (ids.Count >= ClosedKept)
        {
            closed = closed.Remove(ids[0]);
            ids = ids.RemoveAt(0);
        }
        return next with { Closed = closed.SetItem(order.ClientOrderId, data), ClosedIds = ids.Add(order.ClientOrderId), Counts = next.Counts.Ended(order.Status) };
    }

    /// <summary>The state with an order that is being approved.</summary>
    internal ExchangeState WithPending(OrderReport order) => this with { Pending = Pending.SetItem(order.ClientOrderId, order), Counts = Counts with { Orders = Counts.Orders + 1 } };

    private ExchangeState ToTell(string type, string key, Payload data) => this with { LastEvent = LastEvent + 1, Outbox = Outbox.Add(new OutboxItem(LastEvent + 1, type, key, data)) };
}
