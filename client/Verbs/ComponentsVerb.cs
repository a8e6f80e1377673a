using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Genesis.Client;

/// <summary>genesis components: lists, shows, adds, removes, restarts and releases them.</summary>
internal static class ComponentsVerb
{
    private const string ByHand = "It was done from the console.";

    public static Command Create()
    {
        var command = new Verb("components", """
            Lists components, and handles them one by one.

            Examples:
              genesis components
              genesis components show echo
              genesis components add second Echo --subscribe 'test.*' --set colour=blue
              genesis components restart echo
            """)
        {
            Leaf("list", "Lists all components. Example: genesis components list --json", null, static (session, _, cancellationToken) => List(session, cancellationToken)),
            Leaf("show", "Shows all that is known of a component. Example: genesis components show echo", CommonOptions.Component(), Show),
            Add(),
            Leaf("remove", "Stops a component cleanly and forgets it; its checkpoint stays. Example: genesis components remove second", CommonOptions.Component(),
                static async (session, id, _) => session.Tell(await session.Components.Remove(id, ByHand))),
            Leaf("restart", "Restarts a component from its last checkpoint. Example: genesis components restart echo", CommonOptions.Component(),
                static async (session, id, _) => session.Tell(await session.Components.Restart(id, ByHand))),
            Leaf("release", "Releases a component from quarantine. Example: genesis components release echo", CommonOptions.Component(),
                static async (session, id, _) => session.Tell(await session.Components.Release(id, ByHand))),
        };
        command.SetAction(static (parsed, cancellationToken) => SiloConnection.Use(parsed, List, cancellationToken));
        return command;
    }

    private static Verb Leaf(string name, string description, Argument<string>? component, Func<Session, string, CancellationToken, Task<int>> run)
    {
        var command = new Verb(name, description);
        if (component is not null) command.Add(component);
        command.SetAction((parsed, cancellationToken) =>
            SiloConnection.Use(parsed, (session, end) => run(session, component is null ? "" : parsed.GetRequiredValue(component), end), cancellationToken));
        return command;
    }

    private static async Task<int> List(Session session, CancellationToken cancellationToken)
    {
        var components = await ComponentTable.Read(session, cancellationToken);
        if (session.Json) Output.Json(components);
        else ComponentTable.Print(components);
        return ExitCode.Done;
    }

    private static async Task<int> Show(Session session, string id, CancellationToken cancellationToken)
    {
        if (await session.Components.Find(id) is not { } found) throw await session.Unknown(id);
        if (session.Json) Output.Json(found);
        else Print(found);
        return ExitCode.Done;
    }

    private static void Print(ComponentDetails found)
    {
        var (status, registration) = (found.Status, found.Registration);
        Output.Pairs(
            ("Component", $"{status.Id}, a {status.Type}"),
            ("State", $"{status.State} since {Output.Utc(status.StateSince)}: {status.StateReason}"),
            ("Does", ComponentTable.Doing(status)),
            ("Generation", Output.Number(status.Generation)),
            ("Handled", $"{Output.Number(status.Requests)} requests, {Output.Number(status.Events)} events, {Output.Number(status.Failures)} failed, {Output.Number(status.LateResults)} late"),
            ("Waiting", $"{Output.Number(status.QueuedRequests)} requests, {Output.Number(status.QueuedEvents)} events"),
            ("Last activity", status.LastActivity is { } at ? Output.Utc(at) : "none"),
            ("Last failure", status.LastFailure),
            ("Suspicion", status.Suspicion),
            ("Checkpoint", status.CheckpointVersion == 0 ? "none" : $"version {status.CheckpointVersion}{(status.CheckpointAt is { } written ? $", written {Output.Utc(written)}" : "")}"),
            ("Cannot be kept", status.CheckpointProblem),
            ("Subscriptions", string.Join(", ", registration.Subscriptions.Select(static one => one.Priority == 0 ? one.Pattern : $"{one.Pattern} (priority {one.Priority})"))),
            ("Settings", string.Join(", ", registration.Settings.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key}={one.Value}"))),
            ("Policies", Unusual(registration.Policies)));
        if (found.Route is { } route)
        {
            Output.Line();
            RoutesVerb.Print(route);
        }
        if (found.Changes.IsEmpty) return;
        Output.Line();
        Output.Table(["When", "Became", "Why"], found.Changes.Reverse().Take(10).Select(static change => (string[])[Output.Utc(change.At), change.To.ToString(), change.Reason]));
    }

    // What is as usual is not worth reading.
    private static string Unusual(ComponentPolicies policies)
    {
        var own = Unusual(policies with { Requests = ComponentPolicies.Default.Requests }, ComponentPolicies.Default);
        var requests = policies.Requests.OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(static one => (Type: one.Key, What: Unusual(one.Value, new RequestPolicy())))
            .Where(static one => one.What.Length > 0).Select(static one => $"{one.Type}: {one.What}");
        return string.Join("; ", requests.Prepend(own).Where(static part => part.Length > 0));
    }

    private static string Unusual<T>(T value, T usual)
        where T : notnull
    {
        var (all, other) = (Output.ToNode(value).AsObject(), Output.ToNode(usual).AsObject());
        return string.Join(", ", all.Where(one => !JsonNode.DeepEquals(one.Value, other[one.Key]))
            .Select(static one => one.Value is JsonValue flag && flag.TryGetValue<bool>(out var isSet) && isSet ? one.Key : $"{one.Key} {Output.InLine(Payload.FromJson(one.Value?.ToJsonString() ?? "null"))}"));
    }

    private static Verb Add()
    {
        var id = new Argument<string>("component") { Description = "Its id." };
        var type = new Argument<string>("type") { Description = "The name of its class, as the silo knows it." };
        var subscriptions = new Option<string[]>("--subscribe") { Description = "Event types that it gets, with a priority if wanted: 'trade.*' or 'fill=10'. May be said several times.", HelpName = "pattern" };
        var settings = new Option<string[]>("--set") { Description = "Its settings: name=value. May be said several times.", HelpName = "name=value" };
        var policies = new Option<string?>("--policies") { Description = "Its policies, as JSON or @file: '{\"serial\":true}'.", HelpName = "json" };
        var command = new Verb("add", """
            Registers a component and starts it; one of that id is replaced. It outlives restarts of the silo.

            Examples:
              genesis components add second Echo --subscribe 'test.*'
              genesis components add slow Echo --policies '{"mailboxCapacity":10,"requests":{"echo":{"idempotent":true}}}'
            """)
        { id, type, subscriptions, settings, policies };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var registration = new ComponentRegistration
            {
                Id = parsed.GetRequiredValue(id),
                Type = parsed.GetRequiredValue(type),
                Subscriptions = [.. (parsed.GetValue(subscriptions) ?? []).Select(Subscription)],
                Settings = (parsed.GetValue(settings) ?? []).Select(Setting).ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
                Policies = await Policies(parsed.GetValue(policies), cancellationToken),
            };
            return await SiloConnection.Use(parsed, async (session, _) => Print(session, await session.Components.Register(registration)), cancellationToken);
        });
        return command;
    }

    private static int Print(Session session, RegistrationResult result)
    {
        if (session.Json) Output.Json(result);
        else if (result.Accepted) Output.Line(result.Warning ?? $"{result.Id} is registered and runs.");
        foreach (var problem in result.Problems) Say.Error(problem);
        return result.Accepted ? ExitCode.Done : ExitCode.Failed;
    }

    private static ComponentSubscription Subscription(string text)
    {
        var parts = text.Split('=', 2);
        if (parts.Length == 1) return new(text);
        return int.TryParse(parts[1], out var priority) ? new(parts[0], priority) : throw new UsageException($"--subscribe is {text}, but its priority must be a whole number: {parts[0]}=10.");
    }

    private static KeyValuePair<string, string> Setting(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var value] ? new(name, value) : throw new UsageException($"--set is {text}, but it must be name=value.");

    private static async Task<ComponentPolicies> Policies(string? text, CancellationToken cancellationToken)
    {
        if (text is null) return ComponentPolicies.Default;
        try
        {
            return (await Data.Read(text, cancellationToken)).As<ComponentPolicies>();
        }
        catch (PayloadException exception) when (exception.InnerException is JsonException inner)
        {
            throw new UsageException($"--policies does not fit: {inner.Message}");
        }
    }
}
