namespace Genesis.Trading;

/// <summary>Data of <c>cancel_all</c>.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.CancelAllRequest")]
public sealed record CancelAllRequest
{
    /// <summary>Only orders of this symbol; all when left out.</summary>
    [Id(0)] public string? Symbol { get; init; }

    /// <summary>Why, for people.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>Leaves orders that only make a position smaller.</summary>
    [Id(2)] public bool KeepReducing { get; init; }
}
