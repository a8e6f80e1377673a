namespace Genesis.Trading;

/// <summary>How a signal ended. Told as <c>signal_outcome</c>.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Accepted">Whether an order was made of it that the venue took.</param>
/// <param name="Reason">Why not, for people; null when it was.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.SignalOutcome")]
public sealed record SignalOutcome([property: Id(0)] Signal Signal, [property: Id(1)] bool Accepted, [property: Id(2)] string? Reason)
{
    /// <summary>The type of the event.</summary>
    public const string EventType = "signal_outcome";
}
