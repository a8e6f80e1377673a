using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis watch: events, while they are told.</summary>
internal static class WatchVerb
{
    public static Command Create()
    {
        var patterns = new Argument<string[]>("patterns") { Description = "Types, beginnings followed by .*, or *; all when left out.", DefaultValueFactory = static _ => ["*"] };
        var count = CommonOptions.Number("--count", "Ends after so many events.", 1, int.MaxValue);
        var time = CommonOptions.Time("--for", "Ends after this time.");
        var queue = CommonOptions.Number("--queue", "So many events may wait for this console; older ones are dropped, and it is said how many.", 1, WatchRequest.LargestCapacity);
        var full = new Option<bool>("--full") { Description = "Prints data whole, however wide the terminal is." };
        var command = new Verb("watch", """
            Shows events while they are told, until Ctrl-C.
            It never slows the system: what this console is too slow for is dropped, and counted.

            Examples:
              genesis watch
              genesis watch 'trade.*' fill --count 10
              genesis watch 'component.*' --json | jq .data
            """)
        { patterns, count, time, queue, full };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            async (session, end) =>
            {
                var request = new WatchRequest([.. parsed.GetRequiredValue(patterns)], parsed.GetValue(queue) ?? WatchRequest.UsualCapacity);
                var printer = new EventPrinter(session.Json, parsed.GetValue(full), parsed.GetValue(count) ?? long.MaxValue);
                return await Watch(session, request, printer, parsed.GetValue(time), end);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> Watch(Session session, WatchRequest request, EventPrinter printer, TimeSpan? time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time is { } limited ? new CancellationTokenSource(limited, TimeProvider.System) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, limit.Token);
        var grain = session.Client.GetGrain<IWatchGrain>($"{Environment.MachineName}/{Environment.ProcessId}/{TimeProvider.System.GetTimestamp()}");
        var observer = session.Client.CreateObjectReference<IWatchObserver>(printer);
        var opening = await grain.Open(observer, request);
        if (opening.Problem is { } problem) throw new UsageException(problem);
        if (!session.Json && !Console.IsOutputRedirected) Say.Note($"Watching {string.Join(", ", request.Patterns)}. Ctrl-C ends it.");
        try
        {
            while (!either.IsCancellationRequested && !printer.Ended.IsCompleted)
            {
                await Task.WhenAny(printer.Ended, Task.Delay(opening.Lease / 3, TimeProvider.System, either.Token));
                if (!either.IsCancellationRequested && !printer.Ended.IsCompleted) await Renew(grain, observer, request);
            }
        }
        finally
        {
            await Close(grain);
            GC.KeepAlive(observer);
        }
        if (!session.Json && !Console.IsOutputRedirected) Say.Note($"{Output.Number(printer.Shown)} shown, {Output.Number(printer.Dropped)} dropped.");
        return ExitCode.Done;
    }

    // A silo that was started anew knows nothing of this console; one that is gone may come back.
    private static async Task Renew(IWatchGrain grain, IWatchObserver observer, WatchRequest request)
    {
        try
        {
            if (await grain.Renew()) return;
            await grain.Open(observer, request);
            Say.Note("The silo has been started anew; events in between are missed.");
        }
        catch (Exception exception) when (SiloConnection.IsLost(exception))
        {
            Say.Note("The silo does not answer; it is tried again. Ctrl-C ends it.");
        }
    }

    private static async Task Close(IWatchGrain grain)
    {
        try
        {
            await grain.Close().WaitAsync(Patience.Completing, TimeProvider.System);
        }
        catch (Exception)
        {
            // Its lease ends by itself.
        }
    }
}
