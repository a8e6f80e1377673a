using System.Collections.Immutable;

namespace Genesis;

/// <summary>Some of the dead letters, newest first.</summary>
/// <param name="Letters">The letters.</param>
/// <param name="NextBefore">Pass it as <c>before</c> to get the next ones; null at the end.</param>
/// <param name="Kept">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("Genesis.DeadLetterList")]
public sealed record DeadLetterList(
    [property: Id(0)] ImmutableArray<DeadLetterItem> Letters, [property: Id(1)] long? NextBefore, [property: Id(2)] long Kept);
