using System.Globalization;
using Genesis.Exchanges;

namespace Genesis.Silo;

/// <summary>The command line: what to do, and settings. What .NET would pass over without a word is refused.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Runs Genesis: the trading flow on a simulated exchange, with its doors, until Ctrl-C.

          dotnet run --project silo                                   the flow on a simulated exchange, with an incident every 15 s
          dotnet run --project silo -- --calm                         without incidents
          dotnet run --project silo -- --for 30s                      ends by itself, with a summary
          dotnet run --project silo -- --seed 7 --for 60s             a simulated market in virtual time: the same on every run
          dotnet run --project silo -- --replay FILE --speed 10       a capture in event time; FILE,FILE for several of one venue
          dotnet run --project silo -- --live kraken --symbols BTC/USD,ETH/USD    a real exchange: public data, paper orders

        --venue V    for --replay: whose protocol it is, where the file does not say (kraken-v1, okx, …)
        --speed N    for --replay: N times as fast as recorded, or max (the default)
        --plain      lines instead of the live view

        Settings come from appsettings.json, the environment (Genesis__GatewayPort=30001) and the command line:
          dotnet run --project silo -- --Genesis:GatewayPort=30001 --Genesis:Storage:Folder=other
        All of them are in docs/configuration.md. Without a section Genesis:Trading there is no flow: only the components that are declared, and the doors.
        """;

    // The host's own beside ours.
    private static readonly string[] Known = [SiloSettings.Section, "Logging", "Kestrel", "environment", "contentRoot", "applicationName"];
    private static readonly string[] Flags = ["--calm", "--plain"];
    private static readonly string[] Options = ["--for", "--seed", "--replay", "--venue", "--speed", "--live", "--symbols"];

    /// <summary>No incidents.</summary>
    public bool Calm { get; private init; }

    /// <summary>Lines also in a terminal.</summary>
    public bool Plain { get; private init; }

    /// <summary>How long to run; null for until it is stopped.</summary>
    public TimeSpan? For { get; private init; }

    /// <summary>A simulated market in virtual time.</summary>
    public int? Seed { get; private init; }

    /// <summary>Captures to replay.</summary>
    public IReadOnlyList<string> Replay { get; private init; } = [];

    /// <summary>Whose protocol the captures are in; null to tell by what they say.</summary>
    public string? Venue { get; private init; }

    /// <summary>How many times as fast as recorded; null for as fast as it goes.</summary>
    public double? Speed { get; private init; }

    /// <summary>A real exchange.</summary>
    public string? Live { get; private init; }

    /// <summary>What to trade there.</summary>
    public IReadOnlyList<string> Symbols { get; private init; } = [];

    /// <summary>The settings, for the configuration.</summary>
    public string[] Settings { get; private init; } = [];

    /// <summary>What is wrong, as a sentence; null when nothing is.</summary>
    public string? Problem { get; private init; }

    public static bool AskForHelp(string[] arguments) => arguments.Any(static argument => argument is "--help" or "-h" or "-?" or "/?");

    /// <summary>Reads the command line.</summary>
    public static Arguments Read(string[] arguments)
    {
        var read = new Arguments();
        List<string> settings = [];
        for (var i = 0; i < arguments.Length && read.Problem is null; i++)
        {
            var argument = arguments[i];
            var name = argument.Split('=')[0];
            if (Flags.Contains(argument))
            {
                read = argument == "--calm" ? read with { Calm = true } : read with { Plain = true };
                continue;
            }
            var isOption = Options.Contains(name);
            var isSetting = Known.Contains(name.TrimStart('-', '/').Split(':')[0], StringComparer.OrdinalIgnoreCase);
            if (!isOption && !isSetting)
                return read with { Problem = $"{argument} is no setting. Settings are written like --Genesis:GatewayPort=30001; all of them are in docs/configuration.md. What else there is: --help." };
            var hasValue = argument.Contains('=', StringComparison.Ordinal);
            if (!hasValue && ++i >= arguments.Length) return read with { Problem = $"{argument} has no value. Write it like {argument}=value." };
            if (isOption) read = read.With(name, hasValue ? argument[(name.Length + 1)..] : arguments[i]);
            else settings.AddRange(hasValue ? [argument] : [argument, arguments[i]]);
        }
        return read.Problem is null ? read with { Settings = [.. settings], Problem = read.Conflict() } : read;
    }

    private Arguments With(string name, string value) => name switch
    {
        "--for" => Durations.TryParse(value, out var time) ? this with { For = time } : Wrong(name, value, "a time from 1 s to 7 days, like 30s, 5m or 00:00:30"),
        "--seed" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? this with { Seed = seed } : Wrong(name, value, "a whole number from 0 on, like 7"),
        "--replay" => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } files ? this with { Replay = files } : Wrong(name, value, "the path of a capture"),
        "--venue" => IsVenue(value) ? this with { Venue = value.ToLowerInvariant() } : Wrong(name, value, Venues),
        "--speed" when value.Equals("max", StringComparison.OrdinalIgnoreCase) => this with { Speed = null },
        "--speed" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 0.01 and <= 1_000_000 ? this with { Speed = speed } : Wrong(name, value, "a number from 0.01 to 1000000, or max"),
        "--live" => IsVenue(value) && !value.EndsWith("-v1", StringComparison.OrdinalIgnoreCase) ? this with { Live = value.ToLowerInvariant() } : Wrong(name, value, Venues),
        _ => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } symbols ? this with { Symbols = symbols } : Wrong(name, value, "symbols like BTC-USDT,ETH-USDT"),
    };

    private string? Conflict() => this switch
    {
        { Replay.Count: > 0, Live: not null } => "--replay and --live do not go together: one plays what was recorded, the other what happens now. Leave one out.",
        { Replay.Count: > 0, Seed: not null } => "--replay and --seed do not go together: a capture is the same on every run without a seed. Leave one out.",
        { Live: not null, Seed: not null } => "--live and --seed do not go together: a real market follows no seed. Leave one out.",
        { Live: not null, Symbols.Count: 0 } => $"--live {Live} needs --symbols, such as --symbols BTC-USDT,ETH-USDT.",
        { Live: null, Symbols.Count: > 0 } => "--symbols is for --live. The symbols of the simulated exchange are in Genesis:Trading:Symbols.",
        { Replay.Count: 0, Venue: not null } => "--venue is for --replay. For a real exchange write --live VENUE.",
        { Replay.Count: 0, Speed: not null } => "--speed is for --replay.",
        _ => null,
    };

    private Arguments Wrong(string name, string value, string rule) => this with { Problem = $"{name} is {(value.Length == 0 ? "empty" : value)}, but it must be {rule}." };

    private static string Venues => $"one of {string.Join(", ", VenueCatalog.Names)}";

    private static bool IsVenue(string value) => VenueCatalog.Names.Contains(value, StringComparer.OrdinalIgnoreCase);
}
