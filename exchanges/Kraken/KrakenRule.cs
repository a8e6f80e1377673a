namespace Genesis.Exchanges.Kraken;

/// <summary>
/// Kraken's books: a pushed snapshot, then changes that each carry a CRC-32 of the best ten levels of both sides after them. The digits of
/// price and size count as they were written, and the book is cut to the subscribed depth after every change.
/// </summary>
/// <param name="depth">The subscribed depth.</param>
internal sealed class KrakenRule(int depth) : IBookRule
{
    private const int ChecksumLevels = 10;

    // Two numbers of at most 29 digits for each level of both sides.
    private const int MostText = 2 * ChecksumLevels * 2 * 29;

    public SnapshotSource Snapshots => SnapshotSource.Pushed;

    public int Depth => depth;

    // A lost change below the tenth level changes no checksum.
    public bool ShowsLoss(BookCursor cursor) => false;

    public BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header)
    {
        // Version 1 gives no checksum with a snapshot: the first change proves it.
        if (isSnapshot) return new BookStep(BookVerdict.Replace, new BookCursor(true, true, 0, header.Ticks));
        if (!cursor.Anchored) return Sequences.Wait(cursor);
        return header.Checksum is null ? Sequences.Doubt(cursor, DoubtKind.EvidenceMissing) : Sequences.Apply(cursor, in header);
    }

    public BookGrade Grade(BookCursor cursor, in BookHeader header) => header.Checksum is null ? BookGrade.Unproven : BookGrade.Checksummed;

    public uint Checksum(BookSide bids, BookSide asks)
    {
        Span<byte> text = stackalloc byte[MostText];
        var length = Write(asks, text);
        length += Write(bids, text[length..]);
        return Crc32.Of(text[..length]);
    }

    private static int Write(BookSide side, Span<byte> text)
    {
        var length = 0;
        var levels = side.WorstFirst;
        for (var i = levels.Length - 1; i >= 0 && i >= levels.Length - ChecksumLevels; i--)
        {
            length += Numbers.WriteDigits(levels[i].Price, text[length..]);
            length += Numbers.WriteDigits(levels[i].Size, text[length..]);
        }
        return length;
    }
}
