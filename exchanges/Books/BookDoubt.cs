namespace Genesis.Exchanges;

/// <summary>One doubt about a book: what was seen, when, and what it would have taken.</summary>
/// <param name="Time">When the frame that showed it came in (or, for a break, when it was noticed).</param>
/// <param name="Expected">The last number that was sure; zero if none.</param>
/// <param name="Seen">The number that came instead; zero if none.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Was">The grade before.</param>
public sealed record BookDoubt(DoubtKind Kind, DateTimeOffset Time, long Expected, long Seen, string Detail, BookGrade Was);
