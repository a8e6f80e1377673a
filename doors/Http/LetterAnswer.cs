using Genesis.Storage;

namespace Genesis.Doors;

/// <summary>A dead letter: an event that a component could not deal with.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Target">The component that failed at it.</param>
/// <param name="At">When it was given up (UTC).</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Event">The event.</param>
public sealed record LetterAnswer(long Number, string Target, DateTimeOffset At, string Reason, int Attempts, LetterEvent Event)
{
    internal static LetterAnswer Of(DeadLetter letter) => new(letter.Number, letter.Target, letter.At, letter.Reason, letter.Attempts, new(
        letter.Event.Id, letter.Event.Type, letter.Event.Source, letter.Event.Time, letter.Event.Origin, letter.Event.Key, Payload.FromJson(letter.Event.PayloadUtf8.Span, PayloadLimits.Unbounded)));
}
