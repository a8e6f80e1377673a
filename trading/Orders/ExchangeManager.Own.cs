using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Genesis.Trading;

/// <content>Cancelling, and what others may know.</content>
public sealed partial class ExchangeManager
{
    private async ValueTask<OrderAnswer> Cancel(string id, TimeSpan remaining)
    {
        if (State.Find(id) is not { } order) return Refused($"There is no order {id}, or it has ended long ago.");
        if (OrderTable.IsFinal(order.Status)) return new OrderAnswer(OrderAnswer.Refused, $"It is {order.Status.ToString().ToLowerInvariant()} already.", order);
        CancelWhere(other => other.ClientOrderId == id, "It was asked for.");
        return await Confirm(id, remaining);
    }

    private async ValueTask<CancelAllAnswer> CancelAll(CancelAllRequest request, TimeSpan remaining)
    {
        var symbol = "";
        if (request.Symbol is { } text && !OrderRules.TryReadSymbol(text, out symbol, out var problem)) throw new PayloadException(problem!);
        var cancelled = CancelWhere(order => symbol.Length == 0 || order.Symbol == symbol, request.Reason ?? "All were to be cancelled.", request.KeepReducing);
        return new CancelAllAnswer(cancelled, await Save(remaining) is null);
    }

    private void CancelByPolicy(string reason, Func<OrderReport, bool> which)
    {
        if (Options.Risk.OpenOrders == OpenOrdersPolicy.Keep) return;
        var cancelled = CancelWhere(which, reason, Options.Risk.OpenOrders == OpenOrdersPolicy.CancelOpening);
        if (cancelled > 0) LogCancelled(Context.Logger, cancelled, reason);
    }

    private int CancelWhere(Func<OrderReport, bool> which, string reason, bool keepReducing = false)
    {
        var turn = new PaperTurn(State.Paper, Options.Paper, Now);
        foreach (var order in State.Paper.Open)
            if (which(order.Report) && !(keepReducing && order.Report.Side == Exchanges.Side.Sell)) turn.Cancel(order.Report.ClientOrderId, reason);
        var pending = State.Pending.Values.Where(which).ToArray();
        var cancelled = turn.Changed.Count + pending.Length;
        if (cancelled == 0) return 0;
        State = State.After(turn);
        foreach (var order in pending) State = State.With(OrderTable.Move(order, OrderStatus.Cancelled, Now, reason));
        _outbox.Wake();
        return cancelled;
    }

    /// <summary>The newest state that is in the store: this one, when the store takes it.</summary>
    private async ValueTask<ExchangeState> Stored(TimeSpan remaining)
    {
        await Save(remaining);
        return _stored;
    }

    private static ImmutableArray<OrderReport> OpenOrders(ExchangeState state) => [.. state.Paper.Open.Select(static order => order.Report), .. state.Pending.Values];

    private static ImmutableArray<Fill> FillsAfter(ExchangeState state, long after) => [.. state.Fills.Where(fill => fill.Number > after).Select(static fill => fill.Fill.As<Fill>())];

    // As it is now, in the store or not: risk counts what may come to be.
    private AccountReport Account() => new(_account, State.Paper.LastFill, Positions(), OpenOrders(State), [.. _recent]);

    private ExchangeSummary Summary() =>
        new(State.Counts, State.Pending.Count + State.Paper.Open.Count, State.Paper.LastFill, Sorted(State.Paper.Cash), Sorted(State.Paper.Deposits), Positions());

    private ImmutableArray<Position> Positions() => [.. State.Paper.Positions.Values.OrderBy(static position => position.Symbol, StringComparer.Ordinal)];

    private static ImmutableSortedDictionary<string, decimal> Sorted(ImmutableDictionary<string, decimal> amounts) => amounts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private void Note(DateTimeOffset now)
    {
        _recent.RemoveAll(at => now - at > TimeSpan.FromSeconds(1));
        _recent.Add(now);
    }

    [LoggerMessage(5010, LogLevel.Error, "Whether order {Order} is kept is unknown, and it was answered so. {Why}")]
    private static partial void LogUnsaved(ILogger log, string order, string why);

    [LoggerMessage(5011, LogLevel.Warning, "{Count} open orders were cancelled. {Reason}")]
    private static partial void LogCancelled(ILogger log, int count, string reason);
}
