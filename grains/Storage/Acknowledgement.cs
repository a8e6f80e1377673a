namespace Genesis.Storage;

/// <summary>The end of a delivery. One that is acknowledged already is left as it is, so repeating is harmless.</summary>
/// <param name="Target">The component.</param>
/// <param name="Position">The entry's place in the journal.</param>
/// <param name="End">How it ended.</param>
public readonly record struct Acknowledgement(string Target, long Position, DeliveryEnd End);
