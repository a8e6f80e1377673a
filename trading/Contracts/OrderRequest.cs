using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Data of <c>execute_trade</c>. The owner's three fields suffice: symbol, side, amount.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.OrderRequest")]
public sealed record OrderRequest
{
    /// <summary>In any common form: <c>BTC/USDT</c>, <c>BTC-USDT</c>, <c>btcusdt</c>.</summary>
    [Id(0)] public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    [Id(1)] public required Side Side { get; init; }

    /// <summary>How much of the base currency; above 0.</summary>
    [Id(2)] public required decimal Amount { get; init; }

    /// <summary>Market unless said.</summary>
    [Id(3)] public OrderKind Kind { get; init; }

    /// <summary>For limit orders, the price.</summary>
    [Id(4)] public decimal? Price { get; init; }

    /// <summary>How long it stays.</summary>
    [Id(5)] public TimeInForce TimeInForce { get; init; }

    /// <summary>Refused if it would take at once.</summary>
    [Id(6)] public bool PostOnly { get; init; }

    /// <summary>Only what makes the position smaller.</summary>
    [Id(7)] public bool ReduceOnly { get; init; }

    /// <summary>The caller's own id: the same one again is the same order. Made when left out.</summary>
    [Id(8)] public string? ClientOrderId { get; init; }

    /// <summary>The data that it was decided on; the present book's when left out.</summary>
    [Id(9)] public DataCertificate? Certificate { get; init; }

    /// <summary>Who wants it, for people.</summary>
    [Id(10)] public string? Strategy { get; init; }
}
