namespace Genesis.Storage;

/// <summary>A page of dead letters, newest first.</summary>
/// <param name="Letters">The letters.</param>
/// <param name="NextBefore">Pass it as <c>before</c> to get the next page; null at the end.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Letters, long? NextBefore);
