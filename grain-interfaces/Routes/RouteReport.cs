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
[GenerateSerializer, Immutable, Alias("Genesis.RouteReport")]
public sealed record RouteReport(
    [property: Id(0)] string Target,
    [property: Id(1)] BreakerState Breaker,
    [property: Id(2)] DateTimeOffset BreakerSince,
    [property: Id(3)] string BreakerReason,
    [property: Id(4)] long BreakerOpened,
    [property: Id(5)] long BreakerRefused,
    [property: Id(6)] int ConsecutiveFailures,
    [property: Id(7)] AdaptedValue Concurrency,
    [property: Id(8)] int UnderWay,
    [property: Id(9)] long Overloaded,
    [property: Id(10)] long RetriesGranted,
    [property: Id(11)] long RetriesRefused,
    [property: Id(12)] ImmutableArray<RequestReport> Requests);
