using Spectre.Console;

namespace Genesis.Client;

/// <summary>Prints events as they come.</summary>
/// <param name="json">One object in a line for each.</param>
/// <param name="full">Data whole, however wide the terminal is.</param>
/// <param name="most">Ends after so many.</param>
internal sealed class EventPrinter(bool json, bool full, long most) : IWatchObserver
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _plain = Console.IsOutputRedirected;

    /// <summary>Ends when as many were printed as were wanted, or nobody reads them any more.</summary>
    public Task Ended => _ended.Task;

    public long Shown { get; private set; }

    public long Dropped { get; private set; }

    public Task Receive(WatchBatch batch)
    {
        try
        {
            if (batch.Dropped > 0) PrintDropped(batch.Dropped);
            foreach (var happened in batch.Events)
            {
                if (Shown >= most) break;
                Shown++;
                Print(happened);
            }
            Console.Out.Flush();
            if (Shown >= most) _ended.TrySetResult();
        }
        catch (IOException)
        {
            // The pipe's other end has had enough.
            _ended.TrySetResult();
        }
        return Task.CompletedTask;
    }

    private void PrintDropped(long dropped)
    {
        Dropped += dropped;
        if (json) Output.Json(new { Dropped = dropped });
        else Say.Note($"{Output.Number(dropped)} events were dropped: this console is too slow for them. Narrow the pattern, or raise --queue.");
    }

    private void Print(ComponentEvent happened)
    {
        if (json)
        {
            Output.Json(happened);
            return;
        }
        var (time, data) = (Output.Clock(happened.Time), Output.InLine(happened.Data));
        // What an event brings along must not steer the terminal. Its data are JSON, where such characters are escaped.
        var (type, source, about) = (Output.Clean(happened.Type), Output.Clean(happened.Source), happened.Key is { } key ? Output.Clean($" [{key}]") : "");
        if (_plain || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            Output.Line($"{time} {type} {source}{about} {data}");
            return;
        }
        var room = Math.Max(10, Console.WindowWidth - time.Length - type.Length - source.Length - about.Length - 4);
        if (!full && data.Length > room) data = string.Concat(data.AsSpan(0, room - 1), "…");
        Console.Out.WriteLine($"\e[2m{time}\e[0m \e[1m{type}\e[0m \e[36m{source}\e[0m\e[33m{about}\e[0m {data}");
    }
}
