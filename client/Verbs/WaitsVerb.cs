using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis waits: who waits for whom.</summary>
internal static class WaitsVerb
{
    public static Command Create()
    {
        var command = new Verb("waits", "Shows who waits for whom, for what, since when. Example: genesis waits");
        command.SetAction(static (parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            static async (session, _) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var waits = (await session.Operator.GetWaits()).OrderBy(static wait => wait.Since).ToList();
                if (session.Json) Output.Json(waits);
                else if (waits.Count == 0) Output.Line("Nobody waits for anybody.");
                else Output.Table(["Waits", "For", "Request", ">Since"], waits.Select(wait => (string[])[wait.ComponentId, wait.Target, wait.Type, Durations.Short(now - wait.Since)]));
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }
}
