namespace Genesis.Exchanges;

public sealed partial class OrderBook
{
    /// <summary>The venue's number of the last change in it; zero while it is stale or where the venue gives none.</summary>
    public long LastSequence
    {
        get { lock (_gate) return _cursor.Last; }
    }

    /// <summary>What the venue's rule would say of an update now. Changes nothing.</summary>
    internal BookVerdict Judge(BookUpdate update)
    {
        var header = update.Header;
        lock (_gate) return Rule.Judge(_cursor, update.IsSnapshot, in header).Verdict;
    }
}
