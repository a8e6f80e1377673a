namespace Genesis.Storage;

/// <summary>Where an entry stands in the journal.</summary>
/// <param name="Position">Ascending; later entries have higher ones. There may be gaps.</param>
/// <param name="Duplicate">The id was there already, from an earlier call: nothing was appended, and the position is the first one's.</param>
public readonly record struct AppendResult(long Position, bool Duplicate);
