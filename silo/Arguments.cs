namespace Genesis.Silo;

/// <summary>The command line: settings and nothing else. What .NET would pass over without a word is refused.</summary>
internal static class Arguments
{
    public const string Usage = """
        Runs a silo of Genesis until Ctrl-C.

        Settings come from appsettings.json, the environment (Genesis__GatewayPort=30001) and the command line:
          dotnet run --project silo -- --Genesis:GatewayPort=30001 --Genesis:Storage:Folder=other
        All of them are in docs/configuration.md. None is needed.
        """;

    // The host's own beside ours.
    private static readonly string[] Known = [SiloSettings.Section, "Logging", "environment", "contentRoot", "applicationName"];

    public static bool AskForHelp(string[] arguments) => arguments.Any(static argument => argument is "--help" or "-h" or "-?" or "/?");

    /// <summary>What is wrong with the first argument that is no setting; null when all are.</summary>
    public static string? Problem(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            var name = argument.TrimStart('-', '/').Split('=')[0];
            var isSetting = Known.Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase);
            if (!isSetting)
                return $"{argument} is no setting. Settings are written like --Genesis:GatewayPort=30001; all of them are in docs/configuration.md.";
            if (argument.Contains('=', StringComparison.Ordinal)) continue;
            if (++i >= arguments.Length) return $"{argument} has no value. Write it like {argument}=value.";
        }
        return null;
    }
}
