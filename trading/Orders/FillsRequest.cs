namespace Genesis.Trading;

/// <summary>Data of <c>fills</c>.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.FillsRequest")]
public sealed record FillsRequest
{
    /// <summary>Fills with higher numbers are wanted; 0 for all that are kept.</summary>
    [Id(0)] public long After { get; init; }
}
