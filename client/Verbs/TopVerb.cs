using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis top: the system, live.</summary>
internal static class TopVerb
{
    private static readonly TimeSpan UsualPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeyPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var every = CommonOptions.Time("--every", "How often it is renewed; 1 s when left out, at least 100 ms.");
        var time = CommonOptions.Time("--for", "Ends after this time.");
        var command = new Verb("top", """
            Shows the system live: mode, rates, latencies, components.
            Components that need attention come first, then the busiest. q or Ctrl-C ends it, p pauses.
            Where the output is not a terminal it prints a line for each period.

            Examples:
              genesis top
              genesis top --every 500ms
              genesis top --for 10s --json
            """)
        { every, time };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            async (session, end) =>
            {
                var period = parsed.GetValue(every) ?? UsualPeriod;
                if (period < ShortestPeriod) throw new UsageException($"--every is {Durations.Short(period)}, but it must be at least {Durations.Short(ShortestPeriod)}.");
                using var limit = parsed.GetValue(time) is { } limited ? new CancellationTokenSource(limited, TimeProvider.System) : new CancellationTokenSource();
                using var either = CancellationTokenSource.CreateLinkedTokenSource(end, limit.Token);
                if (session.Json || !TopScreen.IsPossible) await PrintLines(session, period, either.Token);
                else await Show(session, period, either.Token);
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    private static async Task PrintLines(Session session, TimeSpan period, CancellationToken cancellationToken)
    {
        var history = new TopHistory();
        while (!cancellationToken.IsCancellationRequested)
        {
            var glance = await session.Operator.Look(session.Json ? TopLayout.MostComponents : 0);
            history.Add(glance);
            // The first has nothing to be compared with.
            if (session.Json) Output.Json(glance);
            else if (history.Rates is { } rates) Output.Line(TopLayout.Plain(glance, rates));
            await Wait(period, cancellationToken);
        }
    }

    private static async Task Show(Session session, TimeSpan period, CancellationToken cancellationToken)
    {
        var history = new TopHistory();
        using var screen = new TopScreen();
        var (paused, trouble) = (false, (string?)null);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!paused)
            {
                try
                {
                    history.Add(await session.Operator.Look(TopLayout.MostComponents));
                    trouble = null;
                }
                catch (Exception exception)
                {
                    // It may come back; the client connects again by itself.
                    trouble = SiloConnection.IsLost(exception) ? "The silo does not answer; it is tried again." : SiloConnection.Reason(exception);
                }
            }
            var due = TimeProvider.System.GetTimestamp();
            do
            {
                screen.Draw(TopLayout.Lines(history, screen.Width - 1, screen.Height, paused, trouble));
                var key = await screen.Key(period, KeyPeriod, cancellationToken);
                if (key is 'q' or 'Q') return;
                if (key is 'p' or 'P' or ' ') paused = !paused;
            }
            while (TimeProvider.System.GetElapsedTime(due) < period && !cancellationToken.IsCancellationRequested);
        }
    }

    private static async Task Wait(TimeSpan period, CancellationToken cancellationToken) =>
        await Task.Delay(period, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
