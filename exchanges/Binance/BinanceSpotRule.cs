namespace Genesis.Exchanges.Binance;

/// <summary>
/// Spot books: a REST snapshot with <c>lastUpdateId</c>, and changes numbered from <c>U</c> to <c>u</c>, each beginning where the one before
/// ended. Changes that end before the snapshot are dropped; the first one used must reach over its end.
/// </summary>
internal sealed class BinanceSpotRule : IBookRule
{
    public SnapshotSource Snapshots => SnapshotSource.Rest;

    public int Depth => 0;

    public bool ShowsLoss(BookCursor cursor) => true;

    public BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header)
    {
        if (isSnapshot)
            return cursor.Bridged && header.Last <= cursor.Last ? new BookStep(BookVerdict.Ignore, cursor) : Sequences.Snapshot(cursor, in header, bridged: false);
        if (header.First <= 0 || header.Last < header.First) return Sequences.Doubt(cursor, DoubtKind.EvidenceMissing);
        if (!cursor.Anchored) return Sequences.Wait(cursor);
        if (!cursor.Bridged) return Bridge(cursor, in header);
        if (header.Last <= cursor.Last) return Sequences.Old(cursor, in header);
        return header.First <= cursor.Last + 1 ? Sequences.Apply(cursor, in header) : Sequences.Doubt(cursor, DoubtKind.SequenceGap);
    }

    public BookGrade Grade(BookCursor cursor, in BookHeader header) => cursor.Bridged ? BookGrade.Sequenced : BookGrade.Unproven;

    public uint Checksum(BookSide bids, BookSide asks) => 0;

    private static BookStep Bridge(BookCursor cursor, in BookHeader header)
    {
        if (header.First > cursor.Last + 1) return Sequences.Doubt(cursor, DoubtKind.SnapshotTooOld);
        // A change that ends exactly where the snapshot does proves that the next one continues it.
        if (header.Last <= cursor.Last)
            return new BookStep(BookVerdict.Ignore, cursor with { Bridged = header.Last == cursor.Last, Ticks = Math.Max(cursor.Ticks, header.Ticks) });
        return Sequences.Apply(cursor, in header);
    }
}
