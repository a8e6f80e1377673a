namespace Genesis;

/// <summary>A change of the system mode with what it was computed from; the data of the event <c>system.mode</c>.</summary>
/// <param name="Epoch">The life of the monitor that computed it.</param>
/// <param name="Number">Number of the change in that life; 0 for the mode that it began with.</param>
/// <param name="From">The mode before.</param>
/// <param name="To">The mode from now on.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Inputs">Who failed, why, and how much that is.</param>
[GenerateSerializer, Immutable, Alias("Genesis.ModeChange")]
public sealed record ModeChange(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Number,
    [property: Id(2)] SystemMode From,
    [property: Id(3)] SystemMode To,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string Reason,
    [property: Id(6)] ModeInputs Inputs)
{
    /// <summary>Whether this was decided after the other.</summary>
    public bool IsNewerThan(ModeChange? other) => other is null || Epoch > other.Epoch || (Epoch == other.Epoch && Number > other.Number);
}
