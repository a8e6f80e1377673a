namespace Genesis.Exchanges;

/// <summary>How far a book has come by its venue's numbers.</summary>
/// <param name="Anchored">There is a snapshot.</param>
/// <param name="Bridged">The changes are known to continue the snapshot without a gap.</param>
/// <param name="Last">Number of the last change in the book.</param>
/// <param name="Ticks">The venue's time of the last frame applied, in UTC ticks.</param>
public readonly record struct BookCursor(bool Anchored, bool Bridged, long Last, long Ticks);
