using System.Diagnostics.Metrics;

namespace Genesis.Exchanges;

/// <summary>Counts what happens to a venue's books (<c>genesis.exchange.book.*</c>) and tells the observer.</summary>
internal sealed class BookMetrics(string venue, IBookObserver? observer) : IBookObserver
{
    private const string Venue = "venue";
    private const string Kind = "kind";
    private const string Grade = "grade";

    private static readonly Meter Meter = new(ConnectionMetrics.MeterName);
    private static readonly Counter<long> Changes = Meter.CreateCounter<long>("genesis.exchange.book.changes", "{change}", "Frames that changed a book");
    private static readonly Counter<long> Doubts = Meter.CreateCounter<long>("genesis.exchange.book.doubts", "{doubt}", "Books that became stale, by what showed it");
    private static readonly Counter<long> Grades = Meter.CreateCounter<long>("genesis.exchange.book.grades", "{book}", "Books that reached a grade");

    private readonly KeyValuePair<string, object?> _venue = new(Venue, venue);

    public void OnChanged(OrderBook book)
    {
        if (Changes.Enabled) Changes.Add(1, _venue);
        observer?.OnChanged(book);
    }

    public void OnDoubt(OrderBook book, BookDoubt doubt)
    {
        Doubts.Add(1, _venue, new(Kind, doubt.Kind.ToString()));
        observer?.OnDoubt(book, doubt);
    }

    public void OnGrade(OrderBook book, BookGrade grade)
    {
        Grades.Add(1, _venue, new(Grade, grade.ToString()));
        observer?.OnGrade(book, grade);
    }
}
