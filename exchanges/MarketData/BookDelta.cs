using System.Collections.Immutable;

namespace Genesis.Exchanges;

/// <summary>Changes of a book, in the order in which they are to be applied: each level's new size, zero to take it out.</summary>
/// <param name="FirstSequence">The venue's number of the first change in it; zero where it gives none.</param>
/// <param name="LastSequence">The venue's number of the last change in it; zero where it gives none.</param>
public sealed record BookDelta(
    Symbol Symbol,
    ImmutableArray<BookLevel> Bids,
    ImmutableArray<BookLevel> Asks,
    long FirstSequence,
    long LastSequence,
    DateTimeOffset? ExchangeTime,
    DateTimeOffset ReceivedTime);
