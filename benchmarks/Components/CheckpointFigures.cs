using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Benchmarks.Components;

/// <summary>What checkpoints cost those whose state changes all the time: the same load with checkpoints and without, by turns.</summary>
internal static class CheckpointFigures
{
    private const int Components = 10_000;
    private const int Askers = 20;

    // What goes on while the host settles, and the tiered compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    // Every component is asked twice an interval, so that each is changed again soon after its snapshot was taken.
    private static readonly TimeSpan Pace = Interval / 2;
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    public static async Task Add(Report report, int rounds, TimeSpan duration)
    {
        var (off, on) = (new List<Run>(), new List<Run>());
        for (var round = 0; round < rounds; round++)
        {
            off.Add(await Measured(Never, duration));
            on.Add(await Measured(Interval, duration));
        }
        foreach (var (name, runs) in (ReadOnlySpan<(string, List<Run>)>)[("off", off), ("on", on)])
        {
            report.Add($"checkpoints-{name}-asks", Median(runs, static run => run.Asks), "asks/s", $"10,000 components, each asked every {Pace.TotalMilliseconds} ms");
            report.Add($"checkpoints-{name}-p50", Median(runs, static run => run.P50), "us");
            report.Add($"checkpoints-{name}-p99", Median(runs, static run => run.P99), "us");
            report.Add($"checkpoints-{name}-p999", Median(runs, static run => run.P999), "us");
            report.Add($"checkpoints-{name}-cores", Median(runs, static run => run.Cores), "cores", "of this process, with the askers");
            report.Add($"checkpoints-{name}-gc-pauses", Median(runs, static run => run.GcPauses) * 100, "%", "of the time");
        }
        report.Add("checkpoints-rows", Median(on, static run => run.Rows), "rows/s", $"{Median(on, static run => run.RowsPerCommit):F0} in a transaction");
        report.Add("checkpoints-age-p50", Median(on, static run => run.AgeP50), "ms", "from a change to the commit with it");
        report.Add("checkpoints-age-p99", Median(on, static run => run.AgeP99), "ms");
        report.Add("ratio-checkpoints-p99", report["checkpoints-on-p99"] / report["checkpoints-off-p99"], "x", "with checkpoints to without; aim: at most 2");
    }

    private static async Task<Run> Measured(TimeSpan interval, TimeSpan duration)
    {
        using var files = new TemporaryFiles();
        await using var host = await ComponentsUnderTest.Start(
            genesis =>
            {
                for (var i = 0; i < Components; i++) genesis.AddComponent<KeptComponent>($"kept-{i}");
                genesis.Services.PostConfigure<CheckpointOptions>(options => options.Interval = interval);
            },
            files.AddStores);
        using var ages = new Ages();
        await Load(host.Bus, WarmUp);
        ages.Forget();
        var health = TemporaryFiles.Checkpoints(host);
        var (before, cpu, pauses, began) = (health.Health, Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration(), TimeProvider.System.GetTimestamp());
        var asks = await Load(host.Bus, duration);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var (after, age) = (health.Health, ages.Sorted());
        var rows = after.Rows - before.Rows;
        return new Run(
            asks.Length / took, At(asks, 0.5) * 1e6, At(asks, 0.99) * 1e6, At(asks, 0.999) * 1e6, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / took,
            (GC.GetTotalPauseDuration() - pauses).TotalSeconds / took, rows / took, rows / (double)Math.Max(1, after.Commits - before.Commits), At(age, 0.5) * 1e3, At(age, 0.99) * 1e3);
    }

    /// <summary>Asks all components in turn, at a pace that comes round twice an interval; returns how long each ask took, sorted, in seconds.</summary>
    private static async Task<double[]> Load(IComponentBus bus, TimeSpan duration)
    {
        const int share = Components / Askers;
        var all = await Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Run(async () =>
        {
            var names = Enumerable.Range(asker * share, share).Select(static i => $"kept-{i}").ToArray();
            var took = new List<double>((int)(duration / Pace * share * 1.5));
            var began = TimeProvider.System.GetTimestamp();
            for (var asked = 0; TimeProvider.System.GetElapsedTime(began) is var now && now < duration; asked++)
            {
                var ahead = (Pace * (asked / (double)share)) - now;
                if (ahead > TimeSpan.FromMilliseconds(1)) await Task.Delay(ahead, TimeProvider.System);
                var start = TimeProvider.System.GetTimestamp();
                var outcome = await bus.Ask(names[asked % share], "change", Payload.Empty, ComponentsUnderTest.AskTimeout);
                took.Add(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
                if (!outcome.IsOk) throw new InvalidOperationException(outcome.Sentence);
            }
            return took;
        })));
        var sorted = all.SelectMany(static took => took).ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)(sorted.Length * share)];

    private static double Median(List<Run> runs, Func<Run, double> figure) => Measure.Median(runs.Select(figure));

    private sealed record Run(double Asks, double P50, double P99, double P999, double Cores, double GcPauses, double Rows, double RowsPerCommit, double AgeP50, double AgeP99);

    /// <summary>How old changes were when they were committed, as the runtime's meter says.</summary>
    private sealed class Ages : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<double> _ages = [];

        public Ages()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "genesis.checkpoints.age") listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((_, age, _, _) =>
            {
                lock (_ages) _ages.Add(age);
            });
            _listener.Start();
        }

        public void Forget()
        {
            lock (_ages) _ages.Clear();
        }

        public double[] Sorted()
        {
            lock (_ages) return [.. _ages.Order()];
        }

        public void Dispose() => _listener.Dispose();
    }
}
