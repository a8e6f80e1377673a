namespace Genesis;

/// <summary>An event that a component could not deal with.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Target">The component that failed at it.</param>
/// <param name="At">When it was given up (UTC).</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Event">The event.</param>
[GenerateSerializer, Immutable, Alias("Genesis.DeadLetterItem")]
public sealed record DeadLetterItem(
    [property: Id(0)] long Number,
    [property: Id(1)] string Target,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Reason,
    [property: Id(4)] int Attempts,
    [property: Id(5)] ComponentEvent Event);
