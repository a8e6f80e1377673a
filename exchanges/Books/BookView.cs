using System.Collections.Immutable;

namespace Genesis.Exchanges;

/// <summary>A book as it was at one moment, with what is known of its truth.</summary>
/// <param name="Bids">Best first; empty while the book is stale.</param>
/// <param name="Asks">Best first; empty while the book is stale.</param>
/// <param name="FirstSequence">The venue's number of the snapshot that it stands on; zero where it gives none.</param>
/// <param name="LastSequence">The venue's number of the last change in it; zero where it gives none.</param>
/// <param name="ExchangeTime">The venue's time of the last frame in it.</param>
/// <param name="ReceivedTime">When the last frame in it came in here.</param>
public sealed record BookView(
    Symbol Symbol,
    BookGrade Grade,
    ImmutableArray<BookLevel> Bids,
    ImmutableArray<BookLevel> Asks,
    long FirstSequence,
    long LastSequence,
    DateTimeOffset? ExchangeTime,
    DateTimeOffset ReceivedTime)
{
    /// <summary>How old the last frame in it is.</summary>
    public TimeSpan Age(TimeProvider clock) => clock.GetUtcNow() - ReceivedTime;
}
