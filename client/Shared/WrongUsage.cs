using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Genesis.Client;

/// <summary>Says what is wrong with a command line, and no more than that.</summary>
internal static class WrongUsage
{
    public static int Say(ParseResult parsed, ParseErrorAction action)
    {
        var errors = parsed.Errors.Select(static error => error.Message).Distinct().ToList();
        // Of a verb that there is not, the parser also says that one is missing.
        if (parsed.UnmatchedTokens.Count > 0) errors.RemoveAll(static error => error.StartsWith("Required command", StringComparison.Ordinal));
        foreach (var error in errors) Client.Say.Error(error);
        // Of its own it only names what may have been meant.
        action.ShowHelp = false;
        using var meant = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = meant, Error = TextWriter.Null });
        if (meant.ToString().Trim() is { Length: > 0 } text) Client.Say.Note(text);
        Client.Say.Note($"See: {string.Join(' ', [.. Words(parsed.CommandResult), "--help"])}");
        return ExitCode.Usage;
    }

    // The way to the command that was meant: genesis components add.
    private static IEnumerable<string> Words(CommandResult at) => at.Parent is CommandResult parent ? [.. Words(parent), at.Command.Name] : ["genesis"];
}
