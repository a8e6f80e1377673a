using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis dead-letters: events that could not be handled.</summary>
internal static class DeadLettersVerb
{
    private const int Listed = 50;

    public static Command Create()
    {
        var component = CommonOptions.ComponentOption("--component", "Only those of this component.");
        var type = new Option<string?>("--type") { Description = "Only events of this type." };
        component.Recursive = type.Recursive = true;
        var most = CommonOptions.Number("--most", "How many to list, newest first.", 1, IDeadLetterGrain.LargestPage);
        var before = new Option<long?>("--before") { Description = "Only letters with lower numbers: the next page.", HelpName = "number" };
        most.Recursive = before.Recursive = true;
        var filter = (ParseResult parsed) => new Filter(parsed.GetValue(component), parsed.GetValue(type));
        var list = new Verb("list", "Lists dead letters, newest first. Example: genesis dead-letters list --component echo");
        var command = new Verb("dead-letters", """
            Lists events that could not be handled; shows, replays and removes them.

            Examples:
              genesis dead-letters
              genesis dead-letters show 12
              genesis dead-letters replay 12
              genesis dead-letters replay --all --component echo
              genesis dead-letters remove --all --type test.price
            """)
        {
            list,
            Show(),
            Each("replay", "Tells events again to the component that failed at them, and removes the letters. Example: genesis dead-letters replay 12", filter,
                static (session, number, end) => session.DeadLetters.Replay(number, end)),
            Each("remove", "Removes letters. Example: genesis dead-letters remove 12 13", filter, static (session, number, end) => session.DeadLetters.Remove(number, end)),
            component, type, most, before,
        };
        Func<ParseResult, CancellationToken, Task<int>> run = (parsed, cancellationToken) => SiloConnection.Use(
            parsed, (session, end) => List(session, filter(parsed), parsed.GetValue(before), parsed.GetValue(most) ?? Listed, end), cancellationToken);
        list.SetAction(run);
        command.SetAction(run);
        return command;
    }

    private static async Task<int> List(Session session, Filter filter, long? before, int most, CancellationToken cancellationToken)
    {
        var page = await session.DeadLetters.List(filter.Component, filter.Type, before, most, cancellationToken);
        if (session.Json)
        {
            Output.Json(page);
            return ExitCode.Done;
        }
        if (page.Letters.IsEmpty)
        {
            Output.Line(page.Kept == 0 ? "There are no dead letters." : $"None of the {Output.Number(page.Kept)} dead letters fits.");
            return ExitCode.Done;
        }
        Output.Table(
            [">Number", "Component", "Event", "From", "Given up", ">Tries", "Why"],
            page.Letters.Select(static one => (string[])[$"{one.Number}", one.Target, one.Event.Type, one.Event.Source, Output.Utc(one.At), $"{one.Attempts}", one.Reason]));
        Output.Line($"{page.Letters.Length} of {Output.Number(page.Kept)}.{(page.NextBefore is { } next ? $" The next ones: genesis dead-letters --before {next}" : "")}");
        return ExitCode.Done;
    }

    private static Verb Show()
    {
        var number = new Argument<long>("number") { Description = "Number of the letter." };
        var command = new Verb("show", "Shows a letter with its event. Example: genesis dead-letters show 12") { number };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            async (session, end) =>
            {
                var letter = await session.DeadLetters.Find(parsed.GetValue(number), end) ?? throw new FailedException($"There is no dead letter {parsed.GetValue(number)}. See: genesis dead-letters");
                if (session.Json) Output.Json(letter);
                else Print(letter);
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    private static void Print(DeadLetterItem letter)
    {
        var happened = letter.Event;
        Output.Pairs(
            ("Letter", $"{letter.Number}, given up by {letter.Target} {Output.Utc(letter.At)} after {letter.Attempts} tries"),
            ("Why", letter.Reason),
            ("Event", $"{happened.Type} from {happened.Source}, told {Output.Utc(happened.Time)}"),
            ("Id", happened.Id),
            ("Key", happened.Key));
        Output.Line(Output.Readable(happened.Data));
    }

    private static Verb Each(string name, string description, Func<ParseResult, Filter> filter, Func<Session, long, CancellationToken, Task<OperationResult>> operation)
    {
        var numbers = new Argument<long[]>("numbers") { Description = "Numbers of the letters.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All that --component and --type choose." };
        var command = new Verb(name, description) { numbers, all };
        command.SetAction((parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(numbers) ?? [];
            if (parsed.GetValue(all) == wanted.Length > 0) throw new UsageException($"Say which letters: genesis dead-letters {name} 12, or genesis dead-letters {name} --all");
            return SiloConnection.Use(
                parsed,
                async (session, end) =>
                {
                    var exitCode = ExitCode.Done;
                    foreach (var number in wanted.Length > 0 ? [.. wanted] : await Numbers(session, filter(parsed), end))
                        if (session.Tell(await operation(session, number, end)) != ExitCode.Done) exitCode = ExitCode.Failed;
                    return exitCode;
                },
                cancellationToken);
        });
        return command;
    }

    // Oldest first, as they were told; taken before the first is replayed, since one that fails again is a new letter.
    private static async Task<List<long>> Numbers(Session session, Filter filter, CancellationToken cancellationToken)
    {
        List<long> numbers = [];
        for (long? before = null; ;)
        {
            var page = await session.DeadLetters.List(filter.Component, filter.Type, before, IDeadLetterGrain.LargestPage, cancellationToken);
            numbers.AddRange(page.Letters.Select(static letter => letter.Number));
            if (page.NextBefore is not { } next) break;
            before = next;
        }
        numbers.Reverse();
        return numbers;
    }

    private sealed record Filter(string? Component, string? Type);
}
