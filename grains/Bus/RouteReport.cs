using System.Collections.Immutable;
using Genesis.Resilience;

namespace Genesis;

/// <summary>The way from one process to one component: what its breaker, its limits and its budget are now, and why. Numbers count since the process started.</summary>
/// <param name="Target">Id of the component.</param>
/// <param name="Breaker">The breaker's state.</param>
/// <param name="BreakerSince">Since when it is in that state.</param>
/// <param name="BreakerReason">Why.</param>
/// <param name="BreakerOpened">How often it opened.</param>
/// <param name="BreakerRefused">How many asks it refused.</param>
/// <param name="ConsecutiveFailures">Failures since the last success.</param>
/// <param name="Concurrency">How many asks may be under way at once.</param>
/// <param name="UnderWay">How many are.</param>
/// <param name="Overloaded">How many were refused because of the limit.</param>
/// <param name="RetriesGranted">Retries that the budget allowed.</param>
/// <param name="RetriesRefused">Retries that it did not allow.</param>
/// <param name="Requests">The types of requests that were asked, by name.</param>
public sealed record RouteReport(
    string Target,
    BreakerState Breaker,
    DateTimeOffset BreakerSince,
    string BreakerReason,
    long BreakerOpened,
    long BreakerRefused,
    int ConsecutiveFailures,
    AdaptedValue Concurrency,
    int UnderWay,
    long Overloaded,
    long RetriesGranted,
    long RetriesRefused,
    ImmutableArray<RequestReport> Requests);
