namespace Genesis.Trading;

/// <summary>Orders so far: <c>Orders</c> is the sum of those that have ended and those that have not.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.OrderCounts")]
public sealed record OrderCounts
{
    [Id(0)] public long Orders { get; init; }
    [Id(1)] public long Filled { get; init; }
    [Id(2)] public long Cancelled { get; init; }

    /// <summary>Not taken, by risk or by the venue.</summary>
    [Id(3)] public long Rejected { get; init; }

    [Id(4)] public long Fills { get; init; }

    internal OrderCounts Ended(OrderStatus status) => status switch
    {
        OrderStatus.Filled => this with { Filled = Filled + 1 },
        OrderStatus.Cancelled => this with { Cancelled = Cancelled + 1 },
        _ => this with { Rejected = Rejected + 1 },
    };
}
