namespace Genesis.Exchanges.Bybit;

/// <summary>Bybit's books: a pushed snapshot, then changes whose <c>u</c> is each one more than the last. A snapshot at any time replaces the book.</summary>
/// <param name="depth">The subscribed depth.</param>
internal sealed class BybitRule(int depth) : IBookRule
{
    public SnapshotSource Snapshots => SnapshotSource.Pushed;

    public int Depth => depth;

    public bool ShowsLoss(BookCursor cursor) => true;

    public BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header)
    {
        // A service that restarts numbers from 1 and may have another clock: the cursor begins anew.
        if (isSnapshot) return Sequences.Snapshot(default, in header, bridged: true);
        if (!cursor.Anchored) return Sequences.Wait(cursor);
        if (header.Last == cursor.Last + 1) return Sequences.Apply(cursor, in header);
        return header.Last <= cursor.Last ? Sequences.Old(cursor, in header) : Sequences.Doubt(cursor, DoubtKind.SequenceGap);
    }

    public BookGrade Grade(BookCursor cursor, in BookHeader header) => BookGrade.Sequenced;

    public uint Checksum(BookSide bids, BookSide asks) => 0;
}
