using System.CommandLine;
using System.Globalization;
using Genesis.Resilience;

namespace Genesis.Client;

/// <summary>genesis routes: breakers and limits, and why they are what they are.</summary>
internal static class RoutesVerb
{
    public static Command Create()
    {
        var component = CommonOptions.ComponentOption("--component", "Only the way to this component.");
        var command = new Verb("routes", """
            Shows the ways to components: breakers, limits, retries, and how asks ended.

            Examples:
              genesis routes
              genesis routes --component echo
            """)
        { component };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            async (session, _) =>
            {
                var routes = (await session.Operator.GetRoutes()).Where(route => parsed.GetValue(component) is not { } id || route.Target == id).ToList();
                if (session.Json) Output.Json(routes);
                else if (routes.Count == 0) Output.Line("Nobody has been asked yet.");
                else Print(routes);
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    /// <summary>One way, whole.</summary>
    public static void Print(RouteReport route)
    {
        Output.Table(
            ["Request", ">Asks", ">Ok", "Otherwise", ">Mean", ">Deadline", "Idempotent"],
            route.Requests.Select(static one => (string[])
            [
                one.Type, Output.Number(one.Count), Output.Number(one.Outcomes.GetValueOrDefault(OutcomeKind.Ok)),
                string.Join(", ", one.Outcomes.Where(static ended => ended.Key != OutcomeKind.Ok).Select(static ended => $"{ended.Key} {Output.Number(ended.Value)}")),
                one.Mean == TimeSpan.Zero ? "" : Durations.Short(one.Mean), Durations.Short(one.Deadline), one.Idempotent ? "yes" : "no",
            ]));
        if (route.Breaker != BreakerState.Closed) Output.Line($"The breaker is {Output.Word(route.Breaker)} since {Output.Utc(route.BreakerSince)}: {route.BreakerReason}");
    }

    private static void Print(List<RouteReport> routes)
    {
        Output.Table(
            ["Component", "Breaker", ">Limit", ">Under way", ">Asks", ">Ok", ">Refused", ">Retries", "Why"],
            routes.Select(static route => (string[])
            [
                route.Target, Output.Word(route.Breaker), route.Concurrency.Value.ToString("N0", CultureInfo.InvariantCulture), Output.Number(route.UnderWay),
                Output.Number(route.Requests.Sum(static one => one.Count)), Output.Number(route.Requests.Sum(static one => one.Outcomes.GetValueOrDefault(OutcomeKind.Ok))),
                Output.Number(route.BreakerRefused + route.Overloaded), Output.Number(route.RetriesGranted),
                route.Breaker == BreakerState.Closed ? route.Concurrency.Why ?? "" : route.BreakerReason,
            ]));
    }
}
