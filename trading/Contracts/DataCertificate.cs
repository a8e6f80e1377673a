using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>The data that a decision rests on. Every order carries one.</summary>
/// <param name="Venue">The feed.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="FirstSequence">The venue's numbers that the book rests on: first.</param>
/// <param name="LastSequence">Last.</param>
/// <param name="Grade">The book's grade then.</param>
/// <param name="BookTime">When the last change of the book was received (UTC).</param>
/// <param name="DecidedAt">When it was decided (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.DataCertificate")]
public sealed record DataCertificate(
    [property: Id(0)] string Venue, [property: Id(1)] string Symbol, [property: Id(2)] long FirstSequence, [property: Id(3)] long LastSequence,
    [property: Id(4)] BookGrade Grade, [property: Id(5)] DateTimeOffset BookTime, [property: Id(6)] DateTimeOffset DecidedAt)
{
    /// <summary>How old the book was.</summary>
    public TimeSpan Age => DecidedAt - BookTime;

    /// <summary>The certificate of a decision on a book.</summary>
    public static DataCertificate Of(MarketBook book, DateTimeOffset now) =>
        new(book.Venue, book.Symbol, book.FirstSequence, book.LastSequence, book.Grade, book.Time, now);
}
