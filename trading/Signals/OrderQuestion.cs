namespace Genesis.Trading;

/// <summary>Data of <c>order_status</c> and <c>cancel</c>.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.OrderQuestion")]
public sealed record OrderQuestion([property: Id(0)] string ClientOrderId);
