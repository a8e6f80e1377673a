using System.CommandLine;
using System.Globalization;

namespace Genesis.Client;

/// <summary>genesis chaos: faults on purpose.</summary>
internal static class ChaosVerb
{
    private const int MostCount = 1_000_000;

    public static Command Create()
    {
        var list = new Verb("list", "Lists the faults in force. Example: genesis chaos list");
        var command = new Verb("chaos", """
            Injects faults into components while the system runs, to see that it recovers.
            Each fault ends: by count, by time, or by clear.

            Examples:
              genesis chaos kill echo
              genesis chaos slow echo --by 300ms --for 10s
              genesis chaos throw echo --count 3
              genesis chaos drop echo --types 'test.*' --share 0.2
              genesis chaos
              genesis chaos clear all
            """)
        {
            list,
            Inject(FaultKind.Kill, "Has a component fail now.", "kill echo"),
            Inject(FaultKind.Hang, "Has handlers not come back.", "hang echo --count 1"),
            Inject(FaultKind.Slow, "Has handlers take longer.", "slow echo --by 300ms --for 10s"),
            Inject(FaultKind.Throw, "Has handlers throw.", "throw echo --count 3"),
            Inject(FaultKind.Drop, "Has events not reach a component.", "drop echo --share 0.2"),
            Inject(FaultKind.Duplicate, "Has events reach a component twice.", "duplicate echo --count 5"),
            Inject(FaultKind.Delay, "Has events reach a component later.", "delay echo --by 1s"),
            Clear(),
        };
        list.SetAction(static (parsed, cancellationToken) => SiloConnection.Use(parsed, List, cancellationToken));
        command.SetAction(static (parsed, cancellationToken) => SiloConnection.Use(parsed, List, cancellationToken));
        return command;
    }

    private static Verb Inject(FaultKind kind, string description, string example)
    {
        var component = CommonOptions.Component();
        var command = new Verb(Output.Word(kind), $"{description} Example: genesis chaos {example}") { component };
        var types = new Option<string?>("--types") { Description = "Only requests and events of this type, or of types that begin so (trade.*)." };
        var count = CommonOptions.Number("--count", "How often; as often as it can when left out.", 1, MostCount);
        var time = CommonOptions.Time("--for", "For how long; 30 s, or with --count an hour, when left out.");
        var by = CommonOptions.Time("--by", kind == FaultKind.Hang ? "How long it hangs at most; 1 min when left out." : "By how much; 200 ms when left out.");
        var share = new Option<double>("--share") { Description = "Which share of what it could strike it does, above 0 to 1.", DefaultValueFactory = static _ => 1 };
        if (kind != FaultKind.Kill)
        {
            foreach (Option option in (Option[])[types, count, time, share]) command.Add(option);
        }
        if (kind is FaultKind.Hang or FaultKind.Slow or FaultKind.Delay) command.Add(by);
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            async (session, _) =>
            {
                var fault = new Fault { Kind = kind, Component = parsed.GetRequiredValue(component) };
                if (kind != FaultKind.Kill)
                {
                    fault = fault with
                    {
                        Types = parsed.GetValue(types),
                        Count = parsed.GetValue(count),
                        For = parsed.GetValue(time),
                        Share = parsed.GetValue(share),
                        By = command.Options.Contains(by) ? parsed.GetValue(by) : null,
                    };
                }
                return Print(session, await session.Faults.Inject(fault));
            },
            cancellationToken));
        return command;
    }

    private static int Print(Session session, FaultResult result)
    {
        if (session.Json) Output.Json(result);
        if (result.Status is not { } status)
        {
            Say.Error(result.Problem!);
            return ExitCode.Failed;
        }
        if (!session.Json)
        {
            Output.Line(status.Fault.Kind == FaultKind.Kill
                ? $"{status.Fault.Component} is killed. See it recover: genesis components show {status.Fault.Component}"
                : $"Fault {status.Number} is in force until {Output.Time(status.EndsAt)}. End it: genesis chaos clear {status.Number}");
        }
        return ExitCode.Done;
    }

    private static async Task<int> List(Session session, CancellationToken cancellationToken)
    {
        var faults = await session.Faults.List();
        if (session.Json) Output.Json(faults);
        else if (faults.IsEmpty) Output.Line("No faults are in force.");
        else Output.Table([">Number", "Kind", "Component", "Types", ">Struck", ">Count", ">Share", ">By", "Ends"], faults.Select(static one => (string[])
        [
            $"{one.Number}", Output.Word(one.Fault.Kind), one.Fault.Component, one.Fault.Types ?? "all", Output.Number(one.Struck), one.Fault.Count is { } count ? Output.Number(count) : "",
            one.Fault.Share.ToString("P0", CultureInfo.InvariantCulture), one.Fault.By is { } by ? Durations.Short(by) : "", Output.Time(one.EndsAt),
        ]));
        return ExitCode.Done;
    }

    private static Verb Clear()
    {
        var which = new Argument<string>("number") { Description = "Number of the fault, or all." };
        var command = new Verb("clear", "Ends a fault, or all of them. Example: genesis chaos clear all") { which };
        command.SetAction((parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(which);
            var all = text == "all";
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !all) throw new UsageException($"{text} is neither the number of a fault nor all.");
            return SiloConnection.Use(
                parsed,
                async (session, _) => session.Tell(all
                    ? new OperationResult(true, await session.Faults.ClearAll() switch { 0 => "No faults were in force.", 1 => "1 fault is ended.", var ended => $"{ended} faults are ended." })
                    : await session.Faults.Clear(number) ? new OperationResult(true, $"Fault {number} is ended.") : new OperationResult(false, $"Fault {number} is not in force. See: genesis chaos")),
                cancellationToken);
        });
        return command;
    }
}
