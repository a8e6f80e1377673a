namespace Genesis.Trading;

/// <summary>
/// Makes orders of signals: asks risk, then has the order executed. Each signal ends once, as accepted or refused. An order has the id of its signal, so one that
/// comes twice is the same order; when it is not known whether an order arrived, it is asked for and never sent again. Answers <c>summary</c>.
/// </summary>
public sealed class SignalProcessor : Component<SignalsState>
{
    // The whole of it stays below the time after which a handler counts as hung.
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QueryPatience = TimeSpan.FromSeconds(1);

    /// <summary>After so long an order that the exchange manager does not know cannot arrive any more: whatever carried it has passed its deadline.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(5);

    private DateTimeOffset _startedAt;

    /// <inheritdoc/>
    protected override SignalsState InitialState => SignalsState.Empty;

    /// <inheritdoc/>
    protected override ValueTask OnStart()
    {
        _startedAt = Context.Time.GetUtcNow();
        return default;
    }

    /// <inheritdoc/>
    protected override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        if (request.Type != TradingRequests.Summary) return ComponentRequest.Unknown;
        await SettleAll();
        return new SignalsSummary(State.Accepted, State.Refused, State.Unsettled.Count, State.Reasons);
    }

    /// <inheritdoc/>
    protected override async ValueTask OnEvent(ComponentEvent happened)
    {
        if (happened.Type == TradingEvents.Order)
        {
            var report = happened.Data.As<OrderReport>();
            if (State.Unsettled.TryGetValue(report.ClientOrderId, out var waiting) && Judge(report) is { } known) await End(waiting.Signal, known);
            return;
        }
        if (happened.Type != TradingEvents.Signal) return;
        var signal = happened.Data.As<Signal>();
        // One from before this life may have been handled half by the one before: then its order may be there already.
        var ending = happened.Time <= _startedAt ? await Query(signal) : null;
        ending ??= await Process(signal);
        if (ending is { } end) await End(signal, end);
        else State = State with { Unsettled = State.Unsettled.SetItem(signal.Id, new UnsettledSignal(signal, Context.Time.GetUtcNow())) };
    }

    /// <returns>How the signal ends; null when that is not known.</returns>
    private async ValueTask<Ending?> Process(Signal signal)
    {
        var check = await Context.Ask(TradingIds.Risk, TradingRequests.CheckSignal, signal, CheckPatience);
        if (!check.IsOk) return new Ending($"risk did not answer: {check.Kind}");
        if (check.As<SignalVerdict>() is { Allowed: false } verdict) return new Ending(verdict.Reason ?? "risk refuses it");
        var order = new OrderRequest
        {
            Symbol = signal.Symbol,
            Side = signal.Side,
            Amount = signal.Amount,
            ClientOrderId = signal.Id,
            Certificate = signal.Certificate,
            Strategy = signal.Strategy,
        };
        var executed = await Context.Ask(TradingIds.Exchange, TradingRequests.ExecuteTrade, order);
        if (executed.IsOk && Judge(executed.As<OrderAnswer>()) is { } ending) return ending;
        // What never left cannot have arrived.
        if (!executed.IsOk && IsUnsent(executed)) return new Ending($"the exchange manager did not take it: {executed.Kind}");
        return await Query(signal) is { Reason: null } accepted ? accepted : null;
    }

    /// <summary>Asks what became of an order.</summary>
    /// <returns>How it ends; null when nothing is known of it.</returns>
    private async ValueTask<Ending?> Query(Signal signal)
    {
        var status = await Context.Ask(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = signal.Id }, QueryPatience);
        return status.IsOk && status.As<OrderAnswer>() is { Order: { } order } ? Judge(order) : null;
    }

    private async ValueTask SettleAll()
    {
        foreach (var (id, waiting) in State.Unsettled)
        {
            var ending = await Query(waiting.Signal);
            if (ending is null && Context.Time.GetUtcNow() - waiting.Since > Lost) ending = new Ending("its order never arrived");
            if (ending is { } end && State.Unsettled.ContainsKey(id)) await End(waiting.Signal, end);
        }
    }

    private async ValueTask End(Signal signal, Ending ending)
    {
        State = State.Ended(signal.Id, ending.Reason);
        await Context.Tell(SignalOutcome.EventType, new SignalOutcome(signal, ending.Reason is null, ending.Reason), new TellOptions { Key = signal.Symbol });
    }

    private static Ending? Judge(OrderAnswer answer) => answer switch
    {
        { Status: OrderAnswer.Success } => new Ending(null),
        { Status: OrderAnswer.Refused } => new Ending(answer.Reason ?? "the order was refused"),
        _ => null,
    };

    private static Ending? Judge(OrderReport order) => order.Status switch
    {
        OrderStatus.Rejected => new Ending(order.Reason ?? "the order was rejected"),
        OrderStatus.Pending or OrderStatus.Unknown => null,
        _ => new Ending(null),
    };

    private static bool IsUnsent(Outcome outcome) => outcome.Attempts == 0 || outcome.Kind is OutcomeKind.UnknownComponent or OutcomeKind.Unavailable or OutcomeKind.CircuitOpen or OutcomeKind.Rejected or OutcomeKind.Overloaded;

    /// <summary>How a signal ends.</summary>
    /// <param name="Reason">Why it is refused; null when it is accepted.</param>
    private readonly record struct Ending(string? Reason);
}
