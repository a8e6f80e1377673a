using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis ask: asks a component and prints its answer.</summary>
internal static class AskVerb
{
    // Above the longest ask that a silo allows by itself, so that it decides.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var component = CommonOptions.Component(description: "Whom to ask.");
        var type = new Argument<string>("type") { Description = "Type of the request, such as ping, status, or what the component knows." };
        var data = Data.Argument("Data of the request");
        var timeout = CommonOptions.Time("--timeout", "How long to wait for the answer; the component's policy says when left out.");
        var source = new Option<string>("--source") { Description = "Who asks.", DefaultValueFactory = static _ => IOperatorGrain.Source };
        var command = new Verb("ask", """
            Asks a component and prints its answer.

            Examples:
              genesis ask echo ping
              genesis ask echo echo '{"a":1}'
              genesis ask echo echo @order.json --timeout 500ms
              echo '{"a":1}' | genesis ask echo echo -
            """)
        { component, type, data, timeout, source };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var payload = await Data.Read(parsed.GetValue(data), cancellationToken);
            if (parsed.GetValue(timeout) > Longest) throw new UsageException($"--timeout is {parsed.GetValue(timeout)}, but it must be at most {Longest}.");
            return await SiloConnection.Use(parsed, async (session, _) =>
            {
                var answer = await session.Operator.Ask(parsed.GetRequiredValue(component), parsed.GetRequiredValue(type), payload, parsed.GetValue(timeout), parsed.GetRequiredValue(source));
                return Print(session, answer.ToOutcome());
            }, cancellationToken);
        });
        return command;
    }

    private static int Print(Session session, Outcome outcome)
    {
        if (session.Json)
        {
            Output.Json(new
            {
                Outcome = outcome.Kind,
                outcome.Target,
                outcome.Type,
                Result = outcome.Value,
                outcome.Sentence,
                outcome.Attempts,
                ElapsedMs = outcome.Elapsed.TotalMilliseconds,
                outcome.State,
                RetryAfterMs = outcome.RetryAfter?.TotalMilliseconds,
                Error = outcome.Failure?.Type,
            });
        }
        else if (outcome.IsOk)
        {
            Output.Line(Output.Readable(outcome.Value!));
        }
        if (!outcome.IsOk) Say.Error(outcome.Sentence);
        return outcome.IsOk ? ExitCode.Done : ExitCode.Failed;
    }
}
