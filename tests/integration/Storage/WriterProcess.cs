using System.Diagnostics;
using Genesis.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>A process that writes to journal and checkpoints as fast as it can and tells what was acknowledged: this program, started again.</summary>
internal static class WriterProcess
{
    public const string Argument = "--be-a-writer";
    private const int Writers = 20;

    public static async Task<int> Run(string directory)
    {
        var host = await StoreHost.Start(silo => silo
            .AddGenesisSqliteStorage("checkpoints", options => options.Path = Path.Combine(directory, "checkpoints.db"))
            .AddGenesisSqliteJournal(options => options.Path = Path.Combine(directory, "journal.db")));
        var run = await host.Journal.NextEpoch("writer");
        var output = TextWriter.Synchronized(Console.Out);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(host, run, writer, output)));
        return 0;
    }

    private static async Task Write(StoreHost host, long run, int writer, TextWriter output)
    {
        var grain = GrainId.Create("component", $"{writer}");
        var state = new GrainState<Position>();
        await host.Storage().ReadStateAsync("state", grain, state);
        for (var i = 0; ; i++)
        {
            var id = $"{run}-{writer}-{i}";
            var appended = await host.Journal.Append(new JournalEntry { Id = id, Source = $"{writer}", Type = $"type {i % 3}", Targets = ["a", "b"] });
            output.WriteLine($"entry {id}");
            state.State = Position.Of((int)(appended.Position % 1_000_000));
            await host.Storage().WriteStateAsync("state", grain, state);
            output.WriteLine($"state {writer} {state.ETag}");
            if (i % 2 == 0) await host.Journal.Acknowledge([new Acknowledgement("a", appended.Position, (DeliveryEnd)(i % 4))]);
        }
    }

    public static Process Start(string directory) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument, directory]) { RedirectStandardOutput = true })!;
}
