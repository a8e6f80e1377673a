using System.Diagnostics;
using Genesis.Storage;

namespace Genesis.Benchmarks.Storage;

/// <summary>Checkpoints and journal on a SQLite file: one at a time, and many together.</summary>
internal static class StorageBenchmark
{
    private const int Components = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    public static async Task<int> Run(bool quick)
    {
        var directory = Directory.CreateTempSubdirectory("genesis-bench-").FullName;
        var report = new Report();
        try
        {
            await Checkpoints(report, Path.Combine(directory, "checkpoints.db"), quick);
            await Restore(report, Path.Combine(directory, "checkpoints.db"));
            await Journal(report, Path.Combine(directory, "journal.db"), quick);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
        report.Print();
        return 0;
    }

    private static async Task Checkpoints(Report report, string path, bool quick)
    {
        await using var host = await BenchmarkHost.Start(silo => silo.AddGenesisSqliteStorage("checkpoints", options => options.Path = path));
        var grains = States(durable: false);
        await Round(host, grains, 0, durable: false);
        var single = await Seconds(quick ? 500 : 5_000, async i => await Write(host, grains[i % Components], i));
        report.Add("checkpoint-single", single, "rows/s", "one writer, each write awaited: a transaction each");
        var flushed = await Seconds(quick ? 200 : 1_000, async i => await Write(host, grains[i % Components], i, durable: true));
        report.Add("checkpoint-single-flushed", flushed, "rows/s", "the same with durable effects: flushed to disk");

        foreach (var durable in new[] { false, true })
        {
            var rounds = quick ? 3 : 20;
            var before = host.Health;
            var began = TimeProvider.System.GetTimestamp();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            for (var round = 1; round <= rounds; round++) await Round(host, grains, round, durable);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var after = host.Health;
            var name = durable ? "checkpoint-group-flushed" : "checkpoint-group";
            report.Add(name, rounds * Components / seconds, "rows/s", $"10,000 writers at once, {(after.Rows - before.Rows) / (double)(after.Commits - before.Commits):F0} rows a transaction");
            report.Add($"{name}-cores", (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / seconds, "cores", "of this process, at full speed");
        }
        report.Add("ratio-group-to-single", report["checkpoint-group"] / report["checkpoint-single"], "x");
        report.Add("ratio-group-to-single-flushed", report["checkpoint-group-flushed"] / report["checkpoint-single-flushed"], "x");
        await Steady(report, host, grains, quick ? 2 : 8);
    }

    /// <summary>Every component writes every 150 ms, each at its own moment, as components in use do.</summary>
    private static async Task Steady(Report report, BenchmarkHost host, GrainState<BenchmarkState>[] grains, int seconds)
    {
        var before = host.Health;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Components).Select(async i =>
        {
            await Task.Delay(Interval * (i / (double)Components), TimeProvider.System);
            for (var round = 100L; TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds; round++)
            {
                var asked = TimeProvider.System.GetTimestamp();
                await Write(host, grains[i], round);
                var left = Interval - TimeProvider.System.GetElapsedTime(asked);
                if (left > TimeSpan.Zero) await Task.Delay(left, TimeProvider.System);
            }
        }));
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var after = host.Health;
        report.Add("checkpoint-steady", (after.Rows - before.Rows) / took, "rows/s", $"10,000 components every 150 ms; {(after.Rows - before.Rows) / (double)(after.Commits - before.Commits):F0} rows a transaction");
        report.Add("checkpoint-steady-cores", (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / took, "cores", "of this process, with 10,000 timers and the making of states");
    }

    private static async Task Restore(Report report, string path)
    {
        await using var host = await BenchmarkHost.Start(silo => silo.AddGenesisSqliteStorage("checkpoints", options => options.Path = path));
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Components).Select(async i =>
        {
            var state = new GrainState<BenchmarkState>();
            await host.Storage.ReadStateAsync("checkpoint", Grain(i), state);
            if (!state.RecordExists) throw new InvalidOperationException($"Component {i} has no checkpoint.");
        }));
        report.Add("restore-10000", TimeProvider.System.GetElapsedTime(began).TotalSeconds, "s", "all at once, from a file just opened");
    }

    private static async Task Journal(Report report, string path, bool quick)
    {
        await using var host = await BenchmarkHost.Start(silo => silo.AddGenesisSqliteJournal(options => options.Path = path));
        var single = await Seconds(quick ? 200 : 1_000, async i => await host.Journal.Append(Entry($"single {i}")));
        report.Add("journal-append-single", single, "entries/s", "one publisher, each flushed");
        var count = quick ? 5_000 : 50_000;
        var began = TimeProvider.System.GetTimestamp();
        var positions = await Task.WhenAll(Enumerable.Range(0, count).Select(async i => (await host.Journal.Append(Entry($"group {i}"))).Position));
        report.Add("journal-append-group", count / TimeProvider.System.GetElapsedTime(began).TotalSeconds, "entries/s", $"{count} publishers at once, each flushed, one target");
        began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(positions.Chunk(50).Select(chunk => host.Journal.Acknowledge([.. chunk.Select(position => new Acknowledgement("portfolio", position, DeliveryEnd.Handled))]).AsTask()));
        report.Add("journal-acknowledge", count / TimeProvider.System.GetElapsedTime(began).TotalSeconds, "deliveries/s", "50 a call");
        began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Components).Select(i => host.Journal.NextEpoch($"strategy-{i}").AsTask()));
        report.Add("journal-epochs-10000", TimeProvider.System.GetElapsedTime(began).TotalSeconds, "s", "one each for 10,000 components");
    }

    private static JournalEntry Entry(string id) => new()
    {
        Id = id,
        Source = "exchange_manager",
        Type = "order.filled",
        Time = TimeProvider.System.GetUtcNow(),
        PayloadUtf8 = """{"symbol":"BTC-USDT","side":"buy","amount":"0.25","price":"61234.5","fee":"0.01","order":"a-1-2-3"}"""u8.ToArray(),
        Targets = ["portfolio"],
    };

    private static GrainState<BenchmarkState>[] States(bool durable) =>
        [.. Enumerable.Range(0, Components).Select(i => new GrainState<BenchmarkState>(BenchmarkState.Of(i, 0, durable)))];

    private static GrainId Grain(int component) => GrainId.Create("component", $"strategy-{component}");

    private static Task Round(BenchmarkHost host, GrainState<BenchmarkState>[] grains, int round, bool durable) =>
        Task.WhenAll(grains.Select((grain, i) => Write(host, grain, i, round, durable)));

    private static Task Write(BenchmarkHost host, GrainState<BenchmarkState> grain, long round, bool durable = false) =>
        Write(host, grain, int.Parse(grain.State!.Id.AsSpan(9), System.Globalization.CultureInfo.InvariantCulture), round, durable);

    private static Task Write(BenchmarkHost host, GrainState<BenchmarkState> grain, int component, long round, bool durable)
    {
        // Making a state anew would cost more than storing it: most of it is shared with the one before, as records do.
        grain.State = grain.State! with { Handled = round, HasDurableEffects = durable };
        return host.Storage.WriteStateAsync("checkpoint", Grain(component), grain);
    }

    private static async Task<double> Seconds(int operations, Func<int, Task> run)
    {
        for (var i = 0; i < operations / 10; i++) await run(-1 - i + operations);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < operations; i++) await run(i);
        return operations / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
