namespace Genesis.Exchanges.Binance;

/// <summary>
/// Futures books: numbers have holes, so each change names the end of the one before it (<c>pu</c>). The first one used must span the
/// snapshot's <c>lastUpdateId</c>.
/// </summary>
internal sealed class BinanceFuturesRule : IBookRule
{
    public SnapshotSource Snapshots => SnapshotSource.Rest;

    public int Depth => 0;

    public bool ShowsLoss(BookCursor cursor) => true;

    public BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header)
    {
        if (isSnapshot)
            return cursor.Bridged && header.Last <= cursor.Last ? new BookStep(BookVerdict.Ignore, cursor) : Sequences.Snapshot(cursor, in header, bridged: false);
        if (header.Previous <= 0 || header.First <= 0 || header.Last < header.First) return Sequences.Doubt(cursor, DoubtKind.EvidenceMissing);
        if (!cursor.Anchored) return Sequences.Wait(cursor);
        if (cursor.Bridged)
        {
            if (header.Previous == cursor.Last) return Sequences.Apply(cursor, in header);
            return header.Last <= cursor.Last ? Sequences.Old(cursor, in header) : Sequences.Doubt(cursor, DoubtKind.SequenceGap);
        }
        if (header.Last < cursor.Last) return new BookStep(BookVerdict.Ignore, cursor with { Ticks = Math.Max(cursor.Ticks, header.Ticks) });
        return header.First <= cursor.Last || header.Previous <= cursor.Last ? Sequences.Apply(cursor, in header) : Sequences.Doubt(cursor, DoubtKind.SnapshotTooOld);
    }

    public BookGrade Grade(BookCursor cursor, in BookHeader header) => cursor.Bridged ? BookGrade.Sequenced : BookGrade.Unproven;

    public uint Checksum(BookSide bids, BookSide asks) => 0;
}
