using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;

namespace Genesis.Client;

/// <summary>Options and arguments that several verbs have.</summary>
internal static class CommonOptions
{
    public const int UsualPort = 30000;

    public static Option<int> Port { get; } = new("--port")
    {
        Description = "Port of the silo on 127.0.0.1.",
        Recursive = true,
        DefaultValueFactory = static _ => UsualPort,
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 65535) return value;
            result.AddError($"--port is {text}, but it must be from 1 to 65535.");
            return 0;
        },
    };

    /// <summary>How long to wait for a silo that does not answer.</summary>
    public static Option<TimeSpan?> ConnectTimeout { get; } = Recursive(Time("--connect-timeout", $"How long to wait for a silo that does not answer; {Patience.Connecting.TotalSeconds:0}s when left out."));

    public static Option<bool> Json { get; } = new("--json") { Description = "Prints JSON, for scripts: one object, or one line for each event.", Recursive = true };

    /// <summary>The id of a component; the shell completes it with those that there are.</summary>
    public static Argument<string> Component(string name = "component", string description = "Id of the component.")
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.CompletionSources.Add(ComponentNames);
        return argument;
    }

    /// <summary>An option that takes a component's id.</summary>
    public static Option<string?> ComponentOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.CompletionSources.Add(ComponentNames);
        return option;
    }

    /// <summary>A time such as 200ms, 5s, 2m or 1h.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Durations.TryParse(text, out var time)) return time;
            result.AddError($"{name} is {text}, but it must be a time such as 200ms, 5s, 2m or 1h.");
            return null;
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int?> Number(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            result.AddError($"{name} is {text}, but it must be a whole number from {least} to {most}.");
            return null;
        },
    };

    private static Option<TimeSpan?> Recursive(Option<TimeSpan?> option)
    {
        option.Recursive = true;
        return option;
    }

    // Nothing is said when no silo answers: a shell that completes has no place for it.
    private static IEnumerable<CompletionItem> ComponentNames(CompletionContext context)
    {
        var port = context.ParseResult.GetResult(Port) is { Errors: var errors } && errors.Any() ? UsualPort : context.ParseResult.GetValue(Port);
        var patience = context.ParseResult.GetResult(ConnectTimeout) is { Errors: var wrong } && !wrong.Any() ? context.ParseResult.GetValue(ConnectTimeout) : null;
        return SiloConnection.Names(port, context.WordToComplete, patience ?? Patience.Completing).GetAwaiter().GetResult().Select(static name => new CompletionItem(name));
    }
}
