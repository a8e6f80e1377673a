namespace Genesis.Storage;

/// <summary>An entry that a component has not acknowledged yet.</summary>
/// <param name="Position">The entry's place in the journal.</param>
/// <param name="Entry">The entry; its targets are the one component that was asked for.</param>
public sealed record PendingDelivery(long Position, JournalEntry Entry);
