namespace Genesis.Operations;

/// <summary>A message of a load.</summary>
/// <param name="SentAt">When it was sent, on the clock of its process.</param>
/// <param name="Number">Its number.</param>
internal sealed record LoadMessage(TimeSpan SentAt, long Number);
