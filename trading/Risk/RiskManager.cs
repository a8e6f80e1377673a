using System.Collections.Immutable;
using Genesis.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>
/// Approves orders within its limits and stops them all with the kill switch. What it knows of the account it learns from fills and orders; after a restart of either side it
/// looks at the account before it approves anything.
/// </summary>
/// <param name="options">The flow as it is declared.</param>
/// <param name="metrics">Counts.</param>
public sealed partial class RiskManager(IOptions<TradingOptions> options, OrderMetrics metrics) : Component<RiskState>
{
    private readonly Dictionary<string, decimal> _prices = new(StringComparer.Ordinal);
    private Outbox _outbox = null!;

    // The life of the account that is known; null when it must be looked at.
    private string? _account;

    /// <inheritdoc/>
    protected override RiskState InitialState => RiskState.Empty;

    private RiskOptions Limits => options.Value.Risk;

    private DateTimeOffset Now => Context.Time.GetUtcNow();

    /// <inheritdoc/>
    protected override ValueTask OnStart()
    {
        _outbox = new Outbox(Context, () => State.Outbox, number => State = State with { Outbox = State.Outbox.RemoveAll(item => item.Number <= number) });
        _outbox.Wake();
        metrics.Switched(State.Kill is not null);
        return default;
    }

    /// <inheritdoc/>
    protected override async ValueTask<object?> OnRequest(ComponentRequest request) => request.Type switch
    {
        TradingRequests.ApproveOrder => await Approve(request),
        TradingRequests.ApproveReduction => await ApproveReduction(request),
        TradingRequests.SpendApproval => Spend(request.Data.As<SpendRequest>()),
        TradingRequests.CheckSignal => Check(request.Data.As<Signal>()),
        TradingRequests.KillSwitch => await Kill(request),
        TradingRequests.ReleaseKillSwitch => await Release(request),
        TradingRequests.Summary => Summary(),
        _ => ComponentRequest.Unknown,
    };

    /// <inheritdoc/>
    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        switch (happened.Type)
        {
            case TradingEvents.Fill:
                State = RiskRules.OnFill(State, happened.Data.As<Fill>(), out var missed);
                if (missed) _account = null;
                CheckLoss();
                break;
            case TradingEvents.Order:
                State = RiskRules.OnOrder(State, happened.Data.As<OrderReport>());
                break;
            case TradingEvents.PriceUpdate:
                var update = happened.Data.As<PriceUpdate>();
                _prices[update.Symbol] = update.Price;
                if (State.Positions.TryGetValue(update.Symbol, out var position) && position.Amount != 0) CheckLoss();
                break;
        }
        return default;
    }

    private async ValueTask<Approval> Approve(ComponentRequest request)
    {
        var order = request.Data.As<ApprovalRequest>();
        if (await Reconciled(order.Account, request.Remaining) is { } problem) return Approval.No(problem);
        (State, var answer) = RiskRules.Approve(State, order, Limits, Context.NewId(), Now, PriceOf(order.Symbol));
        return answer;
    }

    private async ValueTask<Approval> ApproveReduction(ComponentRequest request)
    {
        var order = request.Data.As<ApprovalRequest>();
        if (await Reconciled(order.Account, request.Remaining) is { } problem) return Approval.No(problem);
        (State, var answer) = RiskRules.ApproveReduction(State, order, Limits, Now);
        return answer;
    }

    /// <summary>Looks at the account if that has not been done in the life of both; says why it could not.</summary>
    private async ValueTask<string?> Reconciled(string account, TimeSpan remaining)
    {
        // Compared again afterwards: several may look at the same time.
        if (_account == account) return null;
        var since = Now;
        var outcome = await Context.Ask(TradingIds.Exchange, TradingRequests.Account, timeout: remaining / 2);
        if (!outcome.IsOk) return $"Risk cannot see the account: {outcome.Sentence}";
        var report = outcome.As<AccountReport>();
        if (report.Account != account) return "The order comes from an earlier life of the exchange manager.";
        if (_account == account) return null;
        State = RiskRules.Reconcile(State, report, since, Now);
        _account = account;
        LogReconciled(Context.Logger, report.LastFill, report.Positions.Length, report.Open.Length);
        return null;
    }

    private Approval Spend(SpendRequest spend)
    {
        (State, var answer) = RiskRules.Spend(State, spend, Now);
        return answer;
    }

    private SignalVerdict Check(Signal signal)
    {
        var now = Now;
        var problem = signal.Certificate is { } certificate ? BookRules.Problem(certificate, signal.Symbol, Limits, now) : null;
        problem ??= RiskRules.Problem(State, signal.Symbol, signal.Side, signal.Amount, signal.Price, Limits, now, PriceOf(signal.Symbol));
        return problem is null ? SignalVerdict.Allow : new SignalVerdict(false, problem);
    }

    private void CheckLoss()
    {
        if (State.Kill is not null) return;
        var loss = RiskRules.Loss(State, _prices) - State.LossAtRelease;
        if (loss >= Limits.MaxLoss) TurnOn($"{Money.Text(loss)} were lost, and {Money.Text(Limits.MaxLoss)} may be (Genesis:Trading:Risk:MaxLoss).", Id);
    }

    private async ValueTask<KillSwitchAnswer> Kill(ComponentRequest request)
    {
        if (State.Kill is null) TurnOn(request.Data.As<KillSwitchRequest>().Reason ?? "It was asked for.", request.Source);
        return await SwitchAnswer(request.Remaining);
    }

    private async ValueTask<KillSwitchAnswer> Release(ComponentRequest request)
    {
        if (State.Kill is not null)
        {
            State = State with { Kill = null, LossAtRelease = Math.Max(0, RiskRules.Loss(State, _prices)) };
            metrics.Switched(on: false);
            Tell(new RiskNotice(RiskNotice.Released, request.Data.As<KillSwitchRequest>().Reason ?? "It was asked for.", request.Source, Now));
        }
        return await SwitchAnswer(request.Remaining);
    }

    private void TurnOn(string reason, string by)
    {
        var notice = new RiskNotice(RiskNotice.KillSwitch, reason, by, Now);
        LogKilled(Context.Logger, by, reason);
        State = State with { Kill = notice };
        metrics.Switched(on: true);
        Tell(notice);
        _ = CancelOpen(notice);
    }

    // Beside the event, which waits for the store: open orders must not.
    private async Task CancelOpen(RiskNotice notice)
    {
        await Task.Yield();
        if (Limits.OpenOrders == OpenOrdersPolicy.Keep) return;
        var request = new CancelAllRequest { Reason = $"The kill switch is on: {notice.Reason}", KeepReducing = Limits.OpenOrders == OpenOrdersPolicy.CancelOpening };
        var outcome = await Context.Ask(TradingIds.Exchange, TradingRequests.CancelAll, request);
        if (!outcome.IsOk) LogNotCancelled(Context.Logger, outcome.Sentence);
    }

    private void Tell(RiskNotice notice)
    {
        State = State with { LastNotice = State.LastNotice + 1, Outbox = State.Outbox.Add(new OutboxItem(State.LastNotice + 1, TradingEvents.Risk, null, Payload.Of(notice))) };
        _outbox.Wake();
    }

    /// <summary>It holds at once; the answer says whether it would hold after a restart, too.</summary>
    private async ValueTask<KillSwitchAnswer> SwitchAnswer(TimeSpan remaining)
    {
        try
        {
            await Context.Save(remaining / 2);
            return new KillSwitchAnswer(State.Kill, true, null);
        }
        catch (StorageUnavailableException exception)
        {
            return new KillSwitchAnswer(State.Kill, false, exception.Message);
        }
    }

    private decimal? PriceOf(string symbol) => _prices.TryGetValue(symbol, out var price) ? price : null;

    private RiskSummary Summary()
    {
        var now = Now;
        var symbols = State.Positions.Keys.Concat(State.Reservations.Values.Select(static one => one.Symbol)).Distinct().Order(StringComparer.Ordinal);
        return new RiskSummary(
            State.Kill, State.Approved, State.Refused, State.Reservations.Count, RiskRules.Loss(State, _prices),
            symbols.ToImmutableSortedDictionary(static symbol => symbol, symbol => RiskRules.ExposureOf(State, symbol, _prices.GetValueOrDefault(symbol, State.Positions.GetValueOrDefault(symbol)?.AveragePrice ?? 0), now), StringComparer.Ordinal));
    }

    [LoggerMessage(5020, LogLevel.Warning, "The kill switch is on, by {By}: {Reason}")]
    private static partial void LogKilled(ILogger log, string by, string reason);

    [LoggerMessage(5022, LogLevel.Warning, "Open orders could not be cancelled at once; they are when the exchange manager hears of the kill switch. {Why}")]
    private static partial void LogNotCancelled(ILogger log, string why);

    [LoggerMessage(5021, LogLevel.Information, "Risk has looked at the account: fill {LastFill}, {Positions} positions, {Orders} orders.")]
    private static partial void LogReconciled(ILogger log, long lastFill, int positions, int orders);
}
