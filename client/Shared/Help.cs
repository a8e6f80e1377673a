using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Genesis.Client;

/// <summary>Help as the parser writes it, and then the examples.</summary>
internal sealed class Help(SynchronousCommandLineAction usual, string ofRoot) : SynchronousCommandLineAction
{
    /// <summary>Gives a command line this help, under --help and -h.</summary>
    public static void AddTo(RootCommand root, string rest)
    {
        foreach (var other in root.Options.OfType<HelpOption>().ToArray()) root.Options.Remove(other);
        var option = new HelpOption("--help", "-h");
        option.Action = new Help((SynchronousCommandLineAction)option.Action!, rest);
        root.Options.Add(option);
        foreach (var version in root.Options.OfType<VersionOption>()) version.Action = new Version();
    }

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var rest = parseResult.CommandResult.Command is Verb verb ? verb.Details : ofRoot;
        if (rest.Length == 0) return ExitCode.Done;
        parseResult.InvocationConfiguration.Output.WriteLine(rest);
        parseResult.InvocationConfiguration.Output.WriteLine();
        return ExitCode.Done;
    }

    /// <summary>The version without the number of the commit.</summary>
    private sealed class Version : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(SiloConnection.Version);
            return ExitCode.Done;
        }
    }
}
