using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>An order as it stands.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.OrderReport")]
public sealed record OrderReport
{
    /// <summary>The caller's id, or one made for it; unique.</summary>
    [Id(0)] public required string ClientOrderId { get; init; }

    /// <summary>The venue's id; null while it has none.</summary>
    [Id(1)] public string? OrderId { get; init; }

    [Id(2)] public required string Symbol { get; init; }
    [Id(3)] public required Side Side { get; init; }
    [Id(4)] public required OrderKind Kind { get; init; }
    [Id(5)] public TimeInForce TimeInForce { get; init; }
    [Id(6)] public decimal? Price { get; init; }
    [Id(7)] public required decimal Amount { get; init; }
    [Id(8)] public decimal Filled { get; init; }
    [Id(9)] public decimal AveragePrice { get; init; }

    /// <summary>In the quote currency.</summary>
    [Id(10)] public decimal Fees { get; init; }

    [Id(11)] public required OrderStatus Status { get; init; }

    /// <summary>Why it is rejected or cancelled.</summary>
    [Id(12)] public string? Reason { get; init; }

    [Id(13)] public DataCertificate? Certificate { get; init; }
    [Id(14)] public string? Strategy { get; init; }

    /// <summary>When it was made (UTC).</summary>
    [Id(15)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last (UTC).</summary>
    [Id(16)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is still open of it.</summary>
    public decimal Remaining => Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected ? 0 : Amount - Filled;
}
