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
public sealed record RequestReport(
    string Type, bool Idempotent, bool Critical, TimeSpan Deadline, AdaptedValue AttemptTimeout, ImmutableSortedDictionary<OutcomeKind, long> Outcomes, TimeSpan Mean)
{
    /// <summary>All asks that have ended.</summary>
    public long Count => Outcomes.Values.Sum();
}
