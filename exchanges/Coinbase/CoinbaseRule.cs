namespace Genesis.Exchanges.Coinbase;

/// <summary>
/// Coinbase's books: a pushed snapshot and changes without number or checksum. The only evidence is the frames' time, which must not go
/// back, so a lost change stays unseen: no book is better than unproven.
/// </summary>
internal sealed class CoinbaseRule : IBookRule
{
    public SnapshotSource Snapshots => SnapshotSource.Pushed;

    public int Depth => 0;

    public bool ShowsLoss(BookCursor cursor) => false;

    public BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header)
    {
        if (isSnapshot) return new BookStep(BookVerdict.Replace, new BookCursor(true, true, 0, header.Ticks));
        if (!cursor.Anchored) return Sequences.Wait(cursor);
        return header.Ticks < cursor.Ticks ? Sequences.Doubt(cursor, DoubtKind.TimeWentBack) : Sequences.Apply(cursor, in header);
    }

    public BookGrade Grade(BookCursor cursor, in BookHeader header) => BookGrade.Unproven;

    public uint Checksum(BookSide bids, BookSide asks) => 0;
}
