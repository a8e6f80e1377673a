namespace Genesis.Trading;

/// <summary>Something that is to be told once the state that holds it is saved.</summary>
/// <param name="Number">In order, from 1.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="Key">Its key.</param>
/// <param name="Data">Its data.</param>
[Immutable]
public sealed record OutboxItem(long Number, string Type, string? Key, Payload Data);
