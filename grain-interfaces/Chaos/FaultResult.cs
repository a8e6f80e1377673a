namespace Genesis;

/// <summary>What became of a fault that was to be injected.</summary>
/// <param name="Status">The fault, or null when it was refused. That of a kill has struck and is over.</param>
/// <param name="Problem">Why it was refused and what to do, as a sentence.</param>
[GenerateSerializer, Immutable, Alias("Genesis.FaultResult")]
public sealed record FaultResult([property: Id(0)] FaultStatus? Status, [property: Id(1)] string? Problem = null)
{
    /// <summary>Whether it was injected.</summary>
    public bool IsInjected => Status is not null;
}
