namespace Genesis;

/// <summary>How an ask of an operator ended.</summary>
/// <param name="Reply">The answer, or why there is none.</param>
/// <param name="Target">Who was asked.</param>
/// <param name="Type">For what.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Elapsed">How long it took.</param>
[GenerateSerializer, Immutable, Alias("Genesis.AskAnswer")]
public sealed record AskAnswer(
    [property: Id(0)] Reply Reply,
    [property: Id(1)] string Target,
    [property: Id(2)] string Type,
    [property: Id(3)] int Attempts,
    [property: Id(4)] TimeSpan Elapsed)
{
    /// <summary>The same as an outcome.</summary>
    public Outcome ToOutcome() => new(Reply, Target, Type, Attempts, Elapsed);
}
