namespace Genesis;

/// <summary>What became of something that an operator did.</summary>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="Sentence">What was done, or why it was not and what to do.</param>
[GenerateSerializer, Immutable, Alias("Genesis.OperationResult")]
public sealed record OperationResult([property: Id(0)] bool IsDone, [property: Id(1)] string Sentence);
