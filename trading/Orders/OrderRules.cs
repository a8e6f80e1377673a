using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What an order must be before anybody is asked about it.</summary>
internal static class OrderRules
{
    private const int LongestId = 100;
    private const decimal Largest = 1_000_000_000m;

    /// <summary>A symbol in the common form, or why it is not traded here.</summary>
    public static bool TryReadSymbol(string? text, out string symbol, out string? problem)
    {
        (symbol, problem) = ("", null);
        if (string.IsNullOrWhiteSpace(text) || text.Length > 50 || SymbolForms.Parse(text) is not { } parts)
        {
            problem = $"'{Shown(text)}' is no symbol. Write it like BTC-USDT, BTC/USDT or btcusdt.";
            return false;
        }
        symbol = parts.Suffix.Length == 0 ? $"{parts.Base}-{parts.Quote}" : $"{parts.Base}-{parts.Quote}-{parts.Suffix}";
        if (SymbolForms.KindOf(parts.Suffix) is not InstrumentKind.Spot and var kind) problem = NotSpot(symbol, kind);
        return problem is null;
    }

    /// <summary>Why an order cannot be one; null when it can.</summary>
    public static string? Problem(OrderRequest order, string symbol, Instrument? instrument)
    {
        if (!Enum.IsDefined(order.Side) || !Enum.IsDefined(order.Kind) || !Enum.IsDefined(order.TimeInForce)) return "Its side, kind or timeInForce is none that there is.";
        if (order.ClientOrderId is { } id && (id.Length is 0 or > LongestId || id.Any(char.IsControl))) return $"clientOrderId must have 1 to {LongestId} printable characters.";
        if (Number(order.Amount, "amount") is { } amount) return amount;
        if (order.Kind == OrderKind.Limit && order.Price is null) return "A limit order needs a price.";
        if (order.Kind == OrderKind.Market && order.Price is not null) return "A market order has no price. Make it a limit order, or leave the price out.";
        if (order.Price is { } price && Number(price, "price") is { } wrong) return wrong;
        if (order.PostOnly && (order.Kind == OrderKind.Market || order.TimeInForce != TimeInForce.Gtc)) return "Only limit orders that stay (gtc) can be post-only.";
        return instrument is null ? null : Problem(order, symbol, instrument, order.Price);
    }

    /// <summary>Why the venue's rules do not let an order of that worth in; null when they do.</summary>
    public static string? TooSmall(decimal amount, decimal price, Instrument? instrument) => instrument is { MinimumNotional: > 0 } && amount * price < instrument.MinimumNotional
        ? $"It is worth {Money.Text(amount * price)}, and the venue takes orders from {Money.Text(instrument.MinimumNotional)} on."
        : null;

    private static string? Problem(OrderRequest order, string symbol, Instrument instrument, decimal? price)
    {
        if (instrument.Kind != InstrumentKind.Spot) return NotSpot(symbol, instrument.Kind);
        if (instrument.Status is TradingStatus.Halted or TradingStatus.Delisted) return $"{symbol} is {instrument.Status.ToString().ToLowerInvariant()} at {instrument.Venue}.";
        if (instrument.StepSize > 0 && order.Amount % instrument.StepSize != 0) return $"amount {Money.Text(order.Amount)} is no multiple of the venue's step, {Money.Text(instrument.StepSize)}.";
        if (order.Amount < instrument.MinimumSize) return $"amount {Money.Text(order.Amount)} is below the venue's smallest, {Money.Text(instrument.MinimumSize)}.";
        if (price is { } at && instrument.TickSize > 0 && at % instrument.TickSize != 0) return $"price {Money.Text(at)} is no multiple of the venue's tick, {Money.Text(instrument.TickSize)}.";
        return price is { } known ? TooSmall(order.Amount, known, instrument) : null;
    }

    private static string? Number(decimal value, string name) =>
        value <= 0 ? $"{name} is {Money.Text(value)}, but it must be above 0."
        : value > Largest ? $"{name} is above {Money.Text(Largest)}."
        : decimal.Round(value, Money.OrderDigits) != value ? $"{name} has more than {Money.OrderDigits} digits after the point."
        : null;

    private static string NotSpot(string symbol, InstrumentKind kind) => $"{symbol} is a {kind.ToString().ToLowerInvariant()}, and the paper exchange trades spot only.";

    private static string Shown(string? text) => text is null ? "" : text.Length <= 50 ? text : text[..50] + "…";
}
