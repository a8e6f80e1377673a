using Genesis.Storage;

namespace Genesis.Doors;

/// <summary>Some dead letters, newest first.</summary>
/// <param name="Letters">The letters.</param>
/// <param name="NextBefore">Pass it as <c>before</c> for the next page; null at the end.</param>
/// <param name="Counts">How many there are and were.</param>
public sealed record LettersAnswer(IReadOnlyList<LetterAnswer> Letters, long? NextBefore, DeadLetterCounts Counts);
