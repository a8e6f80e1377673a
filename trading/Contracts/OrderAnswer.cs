namespace Genesis.Trading;

/// <summary>The answer of <c>execute_trade</c> and <c>order_status</c>.</summary>
/// <param name="Status"><c>success</c>: the venue has taken it; <c>refused</c>: risk or the venue has not; <c>unknown</c>: ask <c>order_status</c>.</param>
/// <param name="Reason">Why not, for people; null for success.</param>
/// <param name="Order">The order as it stands; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.OrderAnswer")]
public sealed record OrderAnswer([property: Id(0)] string Status, [property: Id(1)] string? Reason, [property: Id(2)] OrderReport? Order)
{
    public const string Success = "success";
    public const string Refused = "refused";
    public const string Unknown = "unknown";
}
