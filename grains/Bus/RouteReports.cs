using System.Collections.Immutable;
using Genesis.Resilience;

namespace Genesis;

/// <summary>Makes reports of ways to components.</summary>
internal static class RouteReports
{
    public static RouteReport Of(TargetRoute route, Func<TimeSpan, DateTimeOffset> at, TimeSpan now)
    {
        var breaker = route.Breaker.Status;
        return new(
            route.Id, breaker.State, at(breaker.Since), breaker.Reason, breaker.Opened, breaker.Refused, breaker.ConsecutiveFailures,
            Adapted(route.Limit.Limit, "asks", route.Limit.Explanation, at), route.Limit.InFlight, route.Limit.Refused,
            route.Budget.Granted, route.Budget.Refused,
            [.. route.Types.OrderBy(static type => type.Type, StringComparer.Ordinal).Select(type => Of(type, at, now))]);
    }

    private static RequestReport Of(RequestRoute request, Func<TimeSpan, DateTimeOffset> at, TimeSpan now) => new(
        request.Type, request.Idempotent, request.Critical, request.Timeout,
        Adapted(request.AttemptTimeout.Current(now).TotalMilliseconds, "ms", request.AttemptTimeout.Explanation, at),
        Enum.GetValues<OutcomeKind>().Where(kind => request.Counted(kind) > 0).ToImmutableSortedDictionary(static kind => kind, request.Counted), request.Mean);

    private static AdaptedValue Adapted(double value, string unit, Explanation? change, Func<TimeSpan, DateTimeOffset> at) =>
        change is null ? new(value, unit) : new(value, unit, change.From, at(change.At), change.Why);
}
