namespace Genesis.Trading;

/// <summary>Data of <c>cancel</c> and <c>order_status</c>.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.OrderQuery")]
public sealed record OrderQuery
{
    /// <summary>The order.</summary>
    [Id(0)] public required string ClientOrderId { get; init; }
}
