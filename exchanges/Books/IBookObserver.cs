namespace Genesis.Exchanges;

/// <summary>Told of a book's changes, after each, on the thread that feeds it and under no lock.</summary>
public interface IBookObserver
{
    /// <summary>The levels changed; the book is not stale.</summary>
    void OnChanged(OrderBook book);

    /// <summary>The book became stale: <see cref="OrderBook.Need"/> says what it needs.</summary>
    void OnDoubt(OrderBook book, BookDoubt doubt);

    /// <summary>The book is good again, of this grade or better than before.</summary>
    void OnGrade(OrderBook book, BookGrade grade);
}
