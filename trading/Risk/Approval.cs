namespace Genesis.Trading;

/// <summary>The answer of <c>approve_order</c>, <c>approve_reduction</c> and <c>spend_approval</c>.</summary>
/// <param name="Allowed">Whether it is.</param>
/// <param name="Reason">Why not, for people; null when it is.</param>
/// <param name="Id">What to spend, once; null when nothing is to be spent.</param>
/// <param name="ExpiresAt">Until when (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.Approval")]
public sealed record Approval([property: Id(0)] bool Allowed, [property: Id(1)] string? Reason = null, [property: Id(2)] string? Id = null, [property: Id(3)] DateTimeOffset? ExpiresAt = null)
{
    /// <summary>It is not allowed.</summary>
    public static Approval No(string reason) => new(false, reason);
}
