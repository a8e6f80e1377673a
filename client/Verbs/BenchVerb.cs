using System.CommandLine;
using System.Globalization;

namespace Genesis.Client;

/// <summary>genesis bench: load with faults beside it, and whether everything was handled.</summary>
internal static class BenchVerb
{
    private const int UsualIntensity = 100;

    private static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var intensity = CommonOptions.Number("--intensity", "N: 10·N messages and N/100 faults per second; 100 when left out.", 1, LoadRequest.MostIntensity);
        var time = CommonOptions.Time("--for", "For how long; 10 s when left out.");
        var calm = new Option<bool>("--no-faults") { Description = "Injects no faults." };
        var command = new Verb("bench", """
            Puts load and faults on the silo, and tells whether all of it was handled.
            It registers components of its own and removes them again. Succeeds when nothing was shed, expired or dead-lettered, by the ledger.

            Examples:
              genesis bench
              genesis bench --intensity 1000 --for 30s
              genesis bench --intensity 1000 --no-faults --json
            """)
        { intensity, time, calm };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            (session, end) => Run(session, new LoadRequest(parsed.GetValue(intensity) ?? UsualIntensity, parsed.GetValue(time) ?? UsualTime, !parsed.GetValue(calm)), end),
            cancellationToken));
        return command;
    }

    private static async Task<int> Run(Session session, LoadRequest request, CancellationToken cancellationToken)
    {
        var started = await session.Load.Start(request);
        if (!started.IsDone) throw new FailedException(started.Sentence);
        var live = !session.Json && !Console.IsOutputRedirected;
        LoadProgress progress;
        for (var cancelled = false; ;)
        {
            if (cancellationToken.IsCancellationRequested && !cancelled)
            {
                cancelled = true;
                await session.Load.Cancel();
            }
            progress = await session.Load.GetProgress() ?? throw new FailedException("The silo has been started anew; the load is gone.");
            if (progress.State == LoadState.Done) break;
            if (live) Console.Out.Write($"\r{Line(progress)}\e[K");
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
        if (live) Console.Out.Write("\r\e[K");
        if (session.Json) Output.Json(progress);
        else Print(progress);
        if (progress.Problem is { } problem) Say.Error(problem);
        return progress.IsSuccess ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Line(LoadProgress progress)
    {
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{Output.Word(progress.State)} {progress.Elapsed.TotalSeconds:0} of {progress.Request.Time.TotalSeconds:0} s · {progress.Rate:N0}/s · p99 {Durations.Short(progress.P99)} · faults {progress.Faults} · lost {Lost(progress)}");
        return line.Length < Console.WindowWidth ? line : line[..Math.Max(0, Console.WindowWidth - 1)];
    }

    private static long Lost(LoadProgress progress) => progress.Ledger.Shed + progress.Ledger.Expired + progress.Ledger.DeadLettered;

    private static void Print(LoadProgress progress)
    {
        var (ledger, request) = (progress.Ledger, progress.Request);
        Output.Pairs(
            ("Load", string.Create(CultureInfo.InvariantCulture, $"intensity {request.Intensity:N0}: {request.Intensity * 10L:N0} messages/s to {progress.Components} components for {progress.Elapsed.TotalSeconds:0.#} s")),
            ("Messages", string.Create(CultureInfo.InvariantCulture, $"{progress.Sent:N0} sent, {progress.Rate:N0} handled per second")),
            ("Latency", $"p50 {Durations.Short(progress.P50)}, p99 {Durations.Short(progress.P99)}, from told to handled"),
            ("Asks", $"{Output.Number(progress.Answered)} of {Output.Number(progress.Asked)} answered"),
            ("Faults", $"{Output.Number(progress.Faults)} injected, {Output.Number(progress.Restarts)} restarts"),
            ("Ledger", $"told {Output.Number(ledger.Published)}, handled {Output.Number(ledger.Handled)}; shed {Output.Number(ledger.Shed)}, expired {Output.Number(ledger.Expired)}, dead {Output.Number(ledger.DeadLettered)}, waiting {Output.Number(ledger.Queued)}"),
            ("Result", progress.IsSuccess ? "success: nothing was shed, expired or dead-lettered" : "failed"));
    }
}
