namespace Genesis.Trading;

/// <summary>The answer of <c>check_signal</c>: whether an order made of the signal would be allowed now. Nothing is reserved.</summary>
/// <param name="Allowed">Whether it would.</param>
/// <param name="Reason">Why not, for people; null when it is.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.SignalVerdict")]
public sealed record SignalVerdict([property: Id(0)] bool Allowed, [property: Id(1)] string? Reason = null)
{
    /// <summary>It would be allowed.</summary>
    public static SignalVerdict Allow { get; } = new(true);
}
