using System.Collections.Immutable;

namespace Genesis;

/// <summary>Requests of one type to one component, as one process sees them.</summary>
/// <param name="Type">Type of the request.</param>
/// <param name="Idempotent">Whether it may be tried again.</param>
/// <param name="Critical">Whether it passes in every system mode.</param>
/// <param name="Deadline">How long an ask may take that does not say itself.</param>
/// <param name="AttemptTimeout">How long one attempt of an idempotent request may take, in milliseconds.</param>
/// <param name="Outcomes">How the asks ended since the process started.</param>
/// <param name="Mean">Mean time of those that were answered.</param>
[GenerateSerializer, Immutable, Alias("Genesis.RequestReport")]
public sealed record RequestReport(
    [property: Id(0)] string Type, [property: Id(1)] bool Idempotent, [property: Id(2)] bool Critical, [property: Id(3)] TimeSpan Deadline, [property: Id(4)] AdaptedValue AttemptTimeout, [property: Id(5)] ImmutableSortedDictionary<OutcomeKind, long> Outcomes, [property: Id(6)] TimeSpan Mean)
{
    /// <summary>All asks that have ended.</summary>
    public long Count => Outcomes.Values.Sum();
}
