namespace Genesis.Exchanges.Okx;

/// <summary>
/// OKX's books: a pushed snapshot (or one over REST, where none is pushed), and changes that name the one before them. Frames of before
/// June 2026 carry a checksum of the best 25 levels, older ones nothing else; a frame with neither proves nothing and is doubted.
/// </summary>
internal sealed class OkxRule : IBookRule
{
    private const int ChecksumLevels = 25;
    private const int MostNumber = 31;

    public SnapshotSource Snapshots => SnapshotSource.PushedOrRest;

    public int Depth => 400;

    // Old frames have no numbers, and their checksum covers the best levels only.
    public bool ShowsLoss(BookCursor cursor) => cursor.Last > 0;

    public BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header)
    {
        // A pushed snapshot says that nothing was before it (-1); one over REST is continued by the change that reaches over it.
        if (isSnapshot) return Sequences.Snapshot(cursor, in header, bridged: header.Previous == -1 || header.Last == 0);
        if (!cursor.Anchored) return Sequences.Wait(cursor);
        if (header.Last == 0) return header.Checksum is null || cursor.Last > 0 ? Sequences.Doubt(cursor, DoubtKind.EvidenceMissing) : Sequences.Apply(cursor, in header);
        // After maintenance numbers begin anew, and may be lower: the link to the one before counts, not the order.
        if (header.Previous == cursor.Last) return Sequences.Apply(cursor, in header);
        if (header.Last <= cursor.Last) return cursor.Bridged ? Sequences.Old(cursor, in header) : new BookStep(BookVerdict.Ignore, cursor with { Bridged = header.Last == cursor.Last });
        if (cursor.Bridged) return Sequences.Doubt(cursor, DoubtKind.SequenceGap);
        return header.Previous < cursor.Last ? Sequences.Apply(cursor, in header) : Sequences.Doubt(cursor, DoubtKind.SnapshotTooOld);
    }

    public BookGrade Grade(BookCursor cursor, in BookHeader header) =>
        header.Checksum is not null ? BookGrade.Checksummed : cursor.Bridged && cursor.Last > 0 ? BookGrade.Sequenced : BookGrade.Unproven;

    /// <summary>CRC-32 of <c>bid:size:ask:size:…</c> over the best levels, numbers as they were written.</summary>
    public uint Checksum(BookSide bids, BookSide asks)
    {
        Span<byte> text = stackalloc byte[ChecksumLevels * 4 * MostNumber];
        var length = 0;
        for (var rank = 0; rank < ChecksumLevels; rank++)
        {
            if (rank < bids.Count) length += Write(bids[rank], text[length..]);
            if (rank < asks.Count) length += Write(asks[rank], text[length..]);
        }
        return Crc32.Of(text[..Math.Max(0, length - 1)]);
    }

    private static int Write(BookLevel level, Span<byte> text)
    {
        var length = Numbers.WritePlain(level.Price, text);
        text[length++] = (byte)':';
        length += Numbers.WritePlain(level.Size, text[length..]);
        text[length++] = (byte)':';
        return length;
    }
}
