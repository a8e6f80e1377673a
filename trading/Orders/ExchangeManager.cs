using System.Collections.Immutable;
using Genesis.Storage;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>
/// Takes orders, has risk approve each, and executes them on the paper exchange, which is part of its state: nothing gets there but through here. What it answers and tells
/// is in the store before.
/// </summary>
/// <param name="options">The flow as it is declared.</param>
/// <param name="instruments">What is known of the venue's instruments.</param>
/// <param name="metrics">Counts.</param>
public sealed partial class ExchangeManager(IOptions<TradingOptions> options, InstrumentTable instruments, OrderMetrics metrics) : Component<ExchangeState>
{
    // Beyond this above or below what is displayed a market order does not go; risk reserves as much.
    private const decimal Protection = 0.01m;

    // The rest of a request's time is for the answer that it was not enough.
    private const double ShareForSave = 0.8;
    private const double ShareForRisk = 0.4;

    // More would make the state, which is written whole, too large.
    private const int MostOpen = 1000;
    private const int MostUntold = 1000;

    private readonly Dictionary<string, MarketBook> _books = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> _recent = [];
    // A state that is known to be in the store: what others take over comes from there.
    private ExchangeState _stored = ExchangeState.Empty;
    private Outbox _outbox = null!;
    private string _account = "";

    /// <inheritdoc/>
    protected override ExchangeState InitialState => ExchangeState.Empty;

    private TradingOptions Options => options.Value;

    private DateTimeOffset Now => Context.Time.GetUtcNow();

    /// <inheritdoc/>
    protected override ValueTask OnStart()
    {
        _account = $"{Context.NewId()} {Now:O}";
        _outbox = new Outbox(Context, () => State.Outbox, number => State = State with { Outbox = State.Outbox.RemoveAll(item => item.Number <= number) });
        // The venue never got them: whoever asks again under the same id is told so, and a new order needs a new id.
        foreach (var order in State.Pending.Values) State = State.With(OrderTable.Move(order, OrderStatus.Rejected, Now, "The exchange manager was restarted before the order reached the venue."));
        _outbox.Wake();
        return default;
    }

    /// <inheritdoc/>
    protected override async ValueTask<object?> OnRequest(ComponentRequest request) => request.Type switch
    {
        TradingRequests.ExecuteTrade => await Measured(request, request.Data.As<OrderRequest>()),
        TradingRequests.ReduceOnly => await Measured(request, request.Data.As<OrderRequest>() with { ReduceOnly = true }),
        TradingRequests.OrderStatus => await Confirm(request.Data.As<OrderQuery>().ClientOrderId, request.Remaining),
        TradingRequests.Cancel => await Cancel(request.Data.As<OrderQuery>().ClientOrderId, request.Remaining),
        TradingRequests.CancelAll => await CancelAll(request.Data.As<CancelAllRequest>(), request.Remaining),
        TradingRequests.OpenOrders => OpenOrders(await Stored(request.Remaining)),
        TradingRequests.Fills => FillsAfter(await Stored(request.Remaining), request.Data.As<FillsRequest>().After),
        TradingRequests.Account => Account(),
        TradingRequests.Summary => Summary(),
        _ => ComponentRequest.Unknown,
    };

    /// <inheritdoc/>
    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        switch (happened.Type)
        {
            case TradingEvents.Book:
                var book = happened.Data.As<MarketBook>();
                _books[book.Symbol] = book;
                if (State.Paper.Open.IsEmpty && !State.Paper.Consumed.ContainsKey(book.Symbol)) break;
                if (BookRules.Problem(book, book.Symbol, Options.Risk, Now) is null) Step(turn => turn.OnBook(book));
                break;
            case TradingEvents.Trade when !State.Paper.Open.IsEmpty:
                Step(turn => turn.OnTrade(happened.Data.As<MarketTrade>()));
                break;
            case TradingEvents.Risk when happened.Data.As<RiskNotice>() is { Kind: RiskNotice.KillSwitch } notice:
                // It may be told late, and the switch be off again: newer orders are none of its business.
                CancelByPolicy($"The kill switch is on: {notice.Reason}", order => order.CreatedAt <= notice.Time);
                break;
            case "system.mode" when happened.Data.As<ModeChange>() is { To: SystemMode.Emergency } change:
                CancelByPolicy($"EMERGENCY: {change.Reason}", static _ => true);
                break;
        }
        return default;
    }

    private async ValueTask<OrderAnswer> Measured(ComponentRequest request, OrderRequest wanted)
    {
        var began = Context.Time.GetTimestamp();
        var answer = await Execute(request, wanted);
        metrics.Answered(answer.Status, Context.Time.GetElapsedTime(began));
        return answer;
    }

    private async ValueTask<OrderAnswer> Execute(ComponentRequest request, OrderRequest wanted)
    {
        if (!OrderRules.TryReadSymbol(wanted.Symbol, out var symbol, out var problem)) return Refused(problem!);
        var instrument = instruments.Find(symbol);
        if (OrderRules.Problem(wanted, symbol, instrument) is { } wrong) return Refused(wrong);
        var id = wanted.ClientOrderId ?? Context.NewId();
        if (State.Find(id) is { } known) return IsSame(known, wanted, symbol) ? await Confirm(id, request.Remaining) : Refused($"The clientOrderId {id} belongs to another order: {known.Side} {Money.Text(known.Amount)} {known.Symbol}.");
        if (State.Outbox.Count >= MostUntold) return Refused($"{State.Outbox.Count} events of earlier orders wait for the store: it is slow or does not answer. Orders are taken again when it does.");
        if (State.Paper.Open.Count + State.Pending.Count >= MostOpen) return Refused($"{MostOpen} orders are open, and no more may be. Cancel some.");

        var now = Now;
        var order = new OrderReport
        {
            ClientOrderId = id,
            Symbol = symbol,
            Side = wanted.Side,
            Kind = wanted.Kind,
            TimeInForce = wanted.TimeInForce,
            Price = wanted.Price,
            Amount = wanted.Amount,
            Status = OrderStatus.Pending,
            Strategy = wanted.Strategy,
            Certificate = wanted.Certificate,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var book = _books.GetValueOrDefault(symbol);
        if (book is not null) order = order with { Certificate = order.Certificate ?? DataCertificate.Of(book, now) };
        State = State.WithPending(order);
        if (BookRules.Problem(book, symbol, Options.Risk, now) is { } noBook) return Reject(order, noBook);
        if (BookRules.Forged(order.Certificate!, book!, now) is { } forged) return Reject(order, forged);
        if (WorstPrice(order, book!) is not { } worst) return Reject(order, "No levels are displayed that it could take.");
        if (OrderRules.TooSmall(order.Amount, worst, instrument) is { } tooSmall) return Reject(order, tooSmall);

        if (await Approved(order, worst, wanted.ReduceOnly, request) is { } refusal) return Reject(order, refusal);
        return Place(new PaperOrder { Report = order, PostOnly = wanted.PostOnly, ReduceOnly = wanted.ReduceOnly, Worst = worst }) is { } unplaced
            ? Reject(order, unplaced)
            : await Confirm(id, request.Remaining);
    }

    /// <summary>Has risk approve an order, lets the way to the venue pass, and spends the approval; says why not.</summary>
    private async ValueTask<string?> Approved(OrderReport order, decimal worst, bool reduceOnly, ComponentRequest request)
    {
        var wanted = new ApprovalRequest(order.ClientOrderId, order.Symbol, order.Side, order.Amount, worst, order.Certificate!, _account);
        var approving = await Context.Ask(TradingIds.Risk, reduceOnly ? TradingRequests.ApproveReduction : TradingRequests.ApproveOrder, wanted, request.Remaining * ShareForRisk);
        if (!approving.IsOk) return $"Risk has not approved it: {approving.Sentence}";
        var approval = approving.As<Approval>();
        if (!approval.Allowed) return approval.Reason;
        if (Options.Paper.Latency > TimeSpan.Zero) await Context.Delay(Options.Paper.Latency);
        if (approval.Id is not { } id) return null;
        var spending = await Context.Ask(TradingIds.Risk, TradingRequests.SpendApproval, new SpendRequest(id, order.ClientOrderId), request.Remaining * ShareForRisk);
        return !spending.IsOk ? $"Risk has not let it go: {spending.Sentence}" : spending.As<Approval>() is { Allowed: false, Reason: var reason } ? reason : null;
    }

    /// <summary>Executes an approved order on the book as it is now; says why not.</summary>
    private string? Place(PaperOrder order)
    {
        var id = order.Report.ClientOrderId;
        // It may have been cancelled while risk was asked.
        if (!State.Pending.ContainsKey(id)) return null;
        var (now, symbol) = (Now, order.Report.Symbol);
        var book = _books.GetValueOrDefault(symbol);
        if (BookRules.Problem(book, symbol, Options.Risk, now) is { } problem) return problem;
        Note(now);
        Step(turn => turn.Place(order, book!));
        return null;
    }

    private void Step(Action<PaperTurn> step)
    {
        var turn = new PaperTurn(State.Paper, Options.Paper, Now);
        step(turn);
        if (ReferenceEquals(turn.State, State.Paper) && turn.Changed.Count == 0) return;
        State = State.After(turn);
        foreach (var fill in turn.Fills) metrics.Filled(fill.IsMaker);
        _outbox.Wake();
    }

    /// <summary>The worst price that an order may be executed at; null when a market order finds nothing.</summary>
    private decimal? WorstPrice(OrderReport order, MarketBook book)
    {
        if (order.Price is { } price) return price;
        if (new PaperTurn(State.Paper, Options.Paper, order.CreatedAt).Estimate(order, book) is not { } estimate) return null;
        return decimal.Round(estimate.Worst * (order.Side == Exchanges.Side.Buy ? 1 + Protection : 1 - Protection), Money.OrderDigits);
    }

    private OrderAnswer Reject(OrderReport order, string reason)
    {
        // It may have been cancelled meanwhile.
        if (State.Pending.TryGetValue(order.ClientOrderId, out var pending))
        {
            State = State.With(OrderTable.Move(pending, OrderStatus.Rejected, Now, reason));
            _outbox.Wake();
        }
        return new OrderAnswer(OrderAnswer.Refused, reason, State.Find(order.ClientOrderId));
    }

    /// <summary>Answers with an order as it stands, once that is in the store.</summary>
    private async ValueTask<OrderAnswer> Confirm(string id, TimeSpan remaining)
    {
        // As it is now: what becomes of it during the save is not saved by it.
        if (State.Find(id) is not { } order) return Refused($"There is no order {id}, or it has ended long ago.");
        if (await Save(remaining) is not { } problem) return AnswerOf(order);
        LogUnsaved(Context.Logger, id, problem);
        return new OrderAnswer(OrderAnswer.Unknown, $"Ask order_status: {problem}", order with { Status = OrderStatus.Unknown });
    }

    /// <summary>Waits until the state as it is now is in the store; says why it is not known to be.</summary>
    private async ValueTask<string?> Save(TimeSpan remaining)
    {
        var state = State;
        try
        {
            await Context.Save(remaining * ShareForSave);
        }
        catch (StorageUnavailableException exception)
        {
            return exception.Message;
        }
        if (state.LastEvent >= _stored.LastEvent) _stored = state;
        return null;
    }

    private static bool IsSame(OrderReport known, OrderRequest wanted, string symbol) =>
        (known.Symbol, known.Side, known.Amount, known.Kind, known.Price, known.TimeInForce) == (symbol, wanted.Side, wanted.Amount, wanted.Kind, wanted.Price, wanted.TimeInForce);

    private static OrderAnswer AnswerOf(OrderReport order) => order.Status switch
    {
        OrderStatus.Rejected => new(OrderAnswer.Refused, order.Reason, order),
        OrderStatus.Pending => new(OrderAnswer.Unknown, "It is on its way to the venue: ask order_status.", order),
        _ => new(OrderAnswer.Success, null, order),
    };

    private static OrderAnswer Refused(string reason) => new(OrderAnswer.Refused, reason, null);
}
