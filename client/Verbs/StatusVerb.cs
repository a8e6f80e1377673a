using System.CommandLine;
using System.Globalization;

namespace Genesis.Client;

/// <summary>genesis status: what runs, since when, and how its components are.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var command = new Verb("status", "Shows what runs, since when, and how its components are. Example: genesis status --json");
        command.SetAction(static (parsed, cancellationToken) => SiloConnection.Use(parsed, Run, cancellationToken));
        return command;
    }

    private static async Task<int> Run(Session session, CancellationToken cancellationToken)
    {
        var status = await session.System.GetStatus(cancellationToken);
        var monitor = await session.Monitor.GetStatus();
        var components = await ComponentTable.Read(session, cancellationToken);
        if (session.Json)
        {
            var written = Output.ToNode(status);
            written["components"] = Output.ToNode(components);
            written["monitor"] = Output.ToNode(monitor);
            Output.Json(written);
            return ExitCode.Done;
        }
        Output.Pairs(
            ("Genesis", $"{status.Version} on Orleans {status.Orleans}"),
            ("Silo", $"{status.Silo} (process {status.ProcessId})"),
            ("Up", $"{(int)status.Uptime.TotalHours:00}:{status.Uptime.ToString("mm\\:ss", CultureInfo.InvariantCulture)}, since {Output.Utc(status.StartedAt)}"),
            ("Mode", ModeOf(monitor)),
            ("Storage", status.Storage),
            ("Counted", status.Counters.ToString()),
            ("Figures", Figures(monitor.Figures)));
        Output.Line();
        ComponentTable.Print(components);
        return ExitCode.Done;
    }

    private static string ModeOf(MonitorStatus monitor)
    {
        var mode = monitor.Mode.To.ToString().ToUpperInvariant();
        return monitor.Mode.Number == 0 ? mode : $"{mode} since {Output.Utc(monitor.Mode.At)}: {monitor.Mode.Reason}";
    }

    // Those of which there is something to say.
    private static string Figures(SystemFigures figures) => string.Join(", ", figures.WithTargets().Where(static figure => figure.IsMet is not null)
        .Select(static figure => $"{figure.Name} {figure.Value} ({figure.Target}{(figure.IsMet == false ? ", missed" : "")})"));
}
