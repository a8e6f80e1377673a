using System.Collections.Immutable;

namespace Genesis.Exchanges;

/// <summary>A whole book as the venue sent it, best levels first.</summary>
/// <param name="Sequence">The venue's number of this state; zero where it gives none.</param>
public sealed record BookSnapshot(
    Symbol Symbol,
    ImmutableArray<BookLevel> Bids,
    ImmutableArray<BookLevel> Asks,
    long Sequence,
    DateTimeOffset? ExchangeTime,
    DateTimeOffset ReceivedTime);
