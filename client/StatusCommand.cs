using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Genesis.Client;

/// <summary>genesis status: what runs, and since when.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the silo on 127.0.0.1.", DefaultValueFactory = static _ => 30000 };
        port.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535) result.AddError("--port must be from 1 to 65535.");
        });
        var json = new Option<bool>("--json") { Description = "Prints one JSON object, for scripts." };
        var command = new Command("status", "Shows what runs, and since when. Example: genesis status --json") { port, json };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetValue(port), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> Run(int port, bool json, CancellationToken cancellationToken) =>
        SiloConnection.Use(port, async client =>
        {
            var status = await client.GetGrain<ISystemGrain>(ISystemGrain.Key).GetStatus(cancellationToken);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(status, JsonSerializerOptions.Web));
            else
                Print(status);
        }, cancellationToken);

    private static void Print(SystemStatus status)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        table.AddRow("Genesis", Markup.Escape(status.Version));
        table.AddRow("Engine", Markup.Escape(status.Engine));
        table.AddRow("Silo", Markup.Escape($"{status.Silo} (process {status.ProcessId})"));
        table.AddRow("Started", status.StartedAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        table.AddRow("Up", $"{(int)status.Uptime.TotalHours:00}:{status.Uptime:mm\\:ss}");
        AnsiConsole.Write(table);
    }
}
