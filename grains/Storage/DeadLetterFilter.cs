namespace Genesis.Storage;

/// <summary>Which dead letters to list; what is null does not matter.</summary>
/// <param name="Target">The component.</param>
/// <param name="Type">The event type.</param>
/// <param name="Source">Who told the event.</param>
public sealed record DeadLetterFilter(string? Target = null, string? Type = null, string? Source = null);
