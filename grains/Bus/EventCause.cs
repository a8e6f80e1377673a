namespace Genesis;

/// <summary>What a told event follows from.</summary>
/// <param name="Id">Id of what is being handled; null for nothing.</param>
/// <param name="Number">Which of the things that its handler tells and names this is, from 1.</param>
internal readonly record struct EventCause(string? Id, long Number);
