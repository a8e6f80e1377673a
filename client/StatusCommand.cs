using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Genesis.Client;

/// <summary>genesis status: what runs, since when, and how its components are.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port of the silo on 127.0.0.1.",
            DefaultValueFactory = static _ => 30000,
            CustomParser = static result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 65535) return value;
                result.AddError($"--port is {result.Tokens[0].Value}, but it must be from 1 to 65535.");
                return 0;
            },
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object, for scripts." };
        var command = new Command("status", "Shows what runs, since when, and how its components are. Example: genesis status --json") { port, json };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetValue(port), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> Run(int port, bool json, CancellationToken cancellationToken) =>
        SiloConnection.Use(port, async client =>
        {
            var system = client.GetGrain<ISystemGrain>(ISystemGrain.Key);
            var status = await system.GetStatus(cancellationToken);
            var monitor = await client.GetGrain<IMonitorGrain>(IMonitorGrain.Key).GetStatus();
            List<ComponentStatus> components = [];
            for (var more = true; more;)
            {
                var page = await system.GetComponents(components.LastOrDefault()?.Id, cancellationToken: cancellationToken);
                components.AddRange(page.Components);
                more = page is { More: true, Components.Length: > 0 };
            }
            if (json) PrintJson(status, monitor, components);
            else Print(status, monitor, components);
        }, cancellationToken);

    // For eyes and for scripts: apostrophes and plus signs as they are.
    private static readonly JsonSerializerOptions Readable = new(PayloadJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void PrintJson(SystemStatus status, MonitorStatus monitor, List<ComponentStatus> components)
    {
        var written = JsonSerializer.SerializeToNode(status, PayloadJson.Options)!;
        written["components"] = JsonSerializer.SerializeToNode(components, PayloadJson.Options);
        written["monitor"] = JsonSerializer.SerializeToNode(monitor, PayloadJson.Options);
        Console.WriteLine(written.ToJsonString(Readable));
    }

    private static void Print(SystemStatus status, MonitorStatus monitor, List<ComponentStatus> components)
    {
        var system = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        Row("Genesis", $"{status.Version} on the {status.Engine} engine");
        Row("Silo", $"{status.Silo} (process {status.ProcessId})");
        Row("Up", $"{(int)status.Uptime.TotalHours:00}:{status.Uptime:mm\\:ss}, since {Utc(status.StartedAt)}");
        Row("Mode", ModeOf(monitor));
        Row("Storage", status.Storage);
        Row("Counted", status.Counters.ToString());
        if (Figures(monitor.Figures) is { Length: > 0 } figures) Row("Figures", figures);
        AnsiConsole.Write(system);
        AnsiConsole.WriteLine();
        PrintComponents(components);

        void Row(string name, string value) => system.AddRow(name, Markup.Escape(value));
    }

    private static void PrintComponents(List<ComponentStatus> components)
    {
        if (components.Count == 0)
        {
            AnsiConsole.WriteLine("No components are registered.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("Component", "Type", "State", "Does");
        foreach (var name in (string[])["Requests", "Events", "Waiting", "Failures"]) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var one in components)
        {
            table.AddRow(
                Markup.Escape(one.Id), Markup.Escape(one.Type), one.State.ToString(), Markup.Escape(Doing(one)),
                Number(one.Requests), Number(one.Events), Number(one.QueuedRequests + one.QueuedEvents), Number(one.Failures));
        }
        AnsiConsole.Write(table);
        foreach (var one in components.Where(static one => one.State != Lifecycle.Running))
            AnsiConsole.WriteLine($"{one.Id} is {one.State.ToString().ToLowerInvariant()} since {Utc(one.StateSince)}: {one.StateReason}");
    }

    private static string ModeOf(MonitorStatus monitor)
    {
        var mode = monitor.Mode.To.ToString().ToUpperInvariant();
        return monitor.Mode.Number == 0 ? mode : $"{mode} since {Utc(monitor.Mode.At)}: {monitor.Mode.Reason}";
    }

    // Those of which there is something to say.
    private static string Figures(SystemFigures figures) => string.Join(", ", figures.WithTargets().Where(static figure => figure.IsMet is not null)
        .Select(static figure => $"{figure.Name} {figure.Value} ({figure.Target}{(figure.IsMet == false ? ", missed" : "")})"));

    private static string Doing(ComponentStatus one) => one.BusySince is { } since
        ? $"{one.Activity.ToString().ToLowerInvariant()} with {one.BusyWith} since {since.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}"
        : one.Activity.ToString().ToLowerInvariant();

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
