using System.Collections.Immutable;

namespace Genesis;

/// <summary>What an operator wants to see.</summary>
/// <param name="Patterns">Types, beginnings followed by <c>.*</c>, or <c>*</c>.</param>
/// <param name="Capacity">So many events may wait for the operator, 1 to <see cref="LargestCapacity"/>; older ones are dropped.</param>
[GenerateSerializer, Immutable, Alias("Genesis.WatchRequest")]
public sealed record WatchRequest([property: Id(0)] ImmutableArray<string> Patterns, [property: Id(1)] int Capacity = WatchRequest.UsualCapacity)
{
    /// <summary>How many events wait at most when nothing is said.</summary>
    public const int UsualCapacity = 10_000;

    /// <summary>How many may be allowed to wait.</summary>
    public const int LargestCapacity = 100_000;
}
