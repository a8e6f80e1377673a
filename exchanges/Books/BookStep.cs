namespace Genesis.Exchanges;

/// <summary>A rule's answer to a frame: what to do with it, the cursor afterwards, and the doubt if it shows one.</summary>
public readonly record struct BookStep(BookVerdict Verdict, BookCursor Cursor, DoubtKind Doubt = DoubtKind.None);
