namespace Genesis.Exchanges;

/// <summary>Steps that the rules of numbered books share.</summary>
internal static class Sequences
{
    public static BookStep Snapshot(BookCursor cursor, in BookHeader header, bool bridged) =>
        new(BookVerdict.Replace, new BookCursor(true, bridged, header.Last, Math.Max(cursor.Ticks, header.Ticks)));

    public static BookStep Apply(BookCursor cursor, in BookHeader header) =>
        new(BookVerdict.Apply, cursor with { Bridged = true, Last = header.Last, Ticks = Math.Max(cursor.Ticks, header.Ticks) });

    public static BookStep Wait(BookCursor cursor) => new(BookVerdict.Wait, cursor);

    public static BookStep Doubt(BookCursor cursor, DoubtKind kind) => new(BookVerdict.Doubt, cursor, kind);

    /// <summary>
    /// A frame that ends where the book already is, or before. Said again, it is harmless; but one that is newer by the venue's clock and
    /// older by its number shows that a number was wrong, and a book that ignored such frames would stand still and look good.
    /// </summary>
    public static BookStep Old(BookCursor cursor, in BookHeader header) =>
        header.Ticks > cursor.Ticks ? Doubt(cursor, DoubtKind.SequenceBack) : new BookStep(BookVerdict.Ignore, cursor);
}
