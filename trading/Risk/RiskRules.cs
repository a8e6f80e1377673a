using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>
/// What risk allows, as functions over <see cref="RiskState"/>. What an approval reserves is counted from then on, so orders that are asked for together never exceed a limit together.
/// </summary>
internal static class RiskRules
{
    /// <summary>How long an approval may wait to be spent.</summary>
    public static readonly TimeSpan ApprovalLife = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(1);

    /// <summary>Why an order may not be; null when it may.</summary>
    /// <remarks>What is held is worth the market's last price, where there is one, and not what a limit order below it would pay.</remarks>
    public static string? Problem(
        RiskState state, string symbol, Side side, decimal amount, decimal price, RiskOptions options, DateTimeOffset now, decimal? market, string? except = null)
    {
        if (state.Kill is { } kill) return $"The kill switch is on since {kill.Time:HH:mm:ss} UTC: {kill.Reason}";
        var worth = amount * price;
        if (worth > options.MaxOrder) return $"It is worth {Money.Text(worth)}, and an order may be worth {Money.Text(options.MaxOrder)} (Genesis:Trading:Risk:MaxOrder).";
        if (CountRecent(state, now) >= options.MaxOrdersPerSecond) return $"{options.MaxOrdersPerSecond} orders were approved within a second (Genesis:Trading:Risk:MaxOrdersPerSecond).";
        if (side == Side.Sell) return null;
        var held = market ?? state.Positions.GetValueOrDefault(symbol)?.AveragePrice ?? 0;
        var exposure = ExposureOf(state, symbol, Math.Max(held, price), now, except) + worth;
        return exposure <= options.MaxPosition ? null : $"With it {symbol} could become {Money.Text(exposure)}, and a position may be {Money.Text(options.MaxPosition)} (Genesis:Trading:Risk:MaxPosition).";
    }

    /// <summary>What a position could be worth if all orders that may be executed were.</summary>
    public static decimal ExposureOf(RiskState state, string symbol, decimal price, DateTimeOffset now, string? except = null)
    {
        var exposure = (state.Positions.GetValueOrDefault(symbol)?.Amount ?? 0) * price;
        foreach (var (id, reserved) in state.Reservations)
            if (reserved.Symbol == symbol && reserved.Side == Side.Buy && id != except && Holds(reserved, now)) exposure += reserved.Amount * reserved.Price;
        return exposure;
    }

    /// <summary>Approves an order and reserves what it may add, or says why not.</summary>
    public static (RiskState State, Approval Answer) Approve(
        RiskState state, ApprovalRequest order, RiskOptions options, string approvalId, DateTimeOffset now, decimal? market = null)
    {
        state = Expire(state, now);
        var problem = state.Reservations.TryGetValue(order.ClientOrderId, out var same) && same.SpentAt is not null ? "It has been approved already."
            : BookRules.Problem(order.Certificate, order.Symbol, options, now)
            ?? Problem(state, order.Symbol, order.Side, order.Amount, order.Price, options, now, market, order.ClientOrderId);
        if (problem is not null) return (state with { Refused = state.Refused + 1 }, Approval.No(problem));
        var reserved = new Reservation(order.Symbol, order.Side, order.Amount, order.Price, approvalId, now + ApprovalLife);
        return (
            state with { Reservations = state.Reservations.SetItem(order.ClientOrderId, reserved), Recent = state.Recent.Add(now), Approved = state.Approved + 1 },
            new Approval(true, null, approvalId, reserved.ExpiresAt));
    }

    /// <summary>Approves what makes a position smaller: nothing is reserved, and it may be in every mode, also when the kill switch is on.</summary>
    public static (RiskState State, Approval Answer) ApproveReduction(RiskState state, ApprovalRequest order, RiskOptions options, DateTimeOffset now)
    {
        var held = state.Positions.GetValueOrDefault(order.Symbol)?.Amount ?? 0;
        var problem = order.Side == Side.Buy ? "Buying does not make a position on spot smaller."
            : order.Amount > held ? $"Only {Money.Text(held)} are held."
            : BookRules.Problem(order.Certificate, order.Symbol, options, now);
        return problem is null
            ? (state with { Approved = state.Approved + 1 }, new Approval(true))
            : (state with { Refused = state.Refused + 1 }, Approval.No(problem));
    }

    /// <summary>Spends an approval: once, in time, and not when the kill switch is on.</summary>
    public static (RiskState State, Approval Answer) Spend(RiskState state, SpendRequest spend, DateTimeOffset now)
    {
        if (state.Kill is { } kill) return (state, Approval.No($"The kill switch is on: {kill.Reason}"));
        if (!state.Reservations.TryGetValue(spend.ClientOrderId, out var reserved) || reserved.Approval != spend.Id) return (state, Approval.No("There is no such approval: it has expired, or risk was restarted."));
        if (reserved.SpentAt is not null) return (state, Approval.No("The approval has been spent."));
        if (reserved.ExpiresAt <= now) return (Expire(state, now), Approval.No("The approval has expired."));
        return (state with { Reservations = state.Reservations.SetItem(spend.ClientOrderId, reserved with { SpentAt = now }) }, new Approval(true));
    }

    /// <summary>A fill: what was reserved becomes position. One that is known changes nothing; one that does not follow the last is not taken.</summary>
    /// <param name="state">Before it.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="missed">True when fills before it are not known: the account must be looked at.</param>
    public static RiskState OnFill(RiskState state, Fill fill, out bool missed)
    {
        missed = fill.Number > state.LastFill + 1;
        if (missed || fill.Number <= state.LastFill) return state;
        var reservations = state.Reservations.TryGetValue(fill.ClientOrderId, out var reserved)
            ? reserved.Amount > fill.Amount ? state.Reservations.SetItem(fill.ClientOrderId, reserved with { Amount = reserved.Amount - fill.Amount }) : state.Reservations.Remove(fill.ClientOrderId)
            : state.Reservations;
        return state with
        {
            LastFill = fill.Number,
            Reservations = reservations,
            Positions = state.Positions.SetItem(fill.Symbol, (state.Positions.GetValueOrDefault(fill.Symbol) ?? new Position(fill.Symbol)).With(fill)),
        };
    }

    /// <summary>An order has ended: nothing is reserved for it any more.</summary>
    public static RiskState OnOrder(RiskState state, OrderReport order) => OrderTable.IsFinal(order.Status) && state.Reservations.ContainsKey(order.ClientOrderId)
        ? state with { Reservations = state.Reservations.Remove(order.ClientOrderId) }
        : state;

    /// <summary>
    /// Takes over what the account holds: after a restart of either side. Approvals of before that are not at the venue end; those given or spent since stay.
    /// </summary>
    public static RiskState Reconcile(RiskState state, AccountReport account, DateTimeOffset since, DateTimeOffset now)
    {
        var reservations = state.Reservations.RemoveRange(state.Reservations.Where(one => (one.Value.SpentAt ?? one.Value.ExpiresAt - ApprovalLife) < since).Select(static one => one.Key));
        foreach (var order in account.Open)
        {
            if (order.Status == OrderStatus.Pending || order.Remaining <= 0 || order.Price is not { } price) continue;
            reservations = reservations.SetItem(order.ClientOrderId, new Reservation(order.Symbol, order.Side, order.Remaining, price, "", now, order.CreatedAt));
        }
        // Fills of an earlier life that it had not saved never were.
        var isNewer = account.Account != state.Account || account.LastFill >= state.LastFill;
        return state with
        {
            Account = account.Account,
            Reservations = reservations,
            LastFill = isNewer ? account.LastFill : state.LastFill,
            Positions = isNewer ? state.Positions.Clear().AddRange(account.Positions.Select(static position => KeyValuePair.Create(position.Symbol, position))) : state.Positions,
            Recent = [.. state.Recent.Concat(account.Recent).Where(at => now - at < RateWindow).Distinct().Order()],
        };
    }

    /// <summary>What was lost so far, realised and unrealised; below 0 is profit. Positions without a price count at cost.</summary>
    public static decimal Loss(RiskState state, IReadOnlyDictionary<string, decimal> prices)
    {
        var profit = 0m;
        foreach (var (symbol, position) in state.Positions)
            profit += position.Realised + (position.Amount != 0 && prices.TryGetValue(symbol, out var price) ? position.UnrealisedAt(price) : 0);
        return -profit;
    }

    // What is older is at the front, and taken out at each approval.
    private static int CountRecent(RiskState state, DateTimeOffset now) => state.Recent.FindIndex(at => now - at < RateWindow) is var first and >= 0 ? state.Recent.Count - first : 0;

    private static bool Holds(Reservation reserved, DateTimeOffset now) => reserved.SpentAt is not null || reserved.ExpiresAt > now;

    private static RiskState Expire(RiskState state, DateTimeOffset now)
    {
        var over = state.Reservations.Where(one => !Holds(one.Value, now)).Select(static one => one.Key).ToArray();
        var old = state.Recent.FindIndex(at => now - at < RateWindow) is var first and >= 0 ? first : state.Recent.Count;
        return over.Length == 0 && old == 0 ? state : state with { Reservations = state.Reservations.RemoveRange(over), Recent = state.Recent.RemoveRange(0, old) };
    }
}
