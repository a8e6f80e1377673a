using System.Globalization;
using Genesis.Benchmarks.Components;

namespace Genesis.Benchmarks.Flow;

/// <summary>The trading flow's figures.</summary>
internal static partial class FlowBenchmark
{
    private const double LongestP99 = 10_000;

    private static readonly int[] Rates = [20_000, 40_000, 60_000, 80_000, 100_000, 150_000, 200_000, 300_000];

    /// <param name="options"><c>--quick</c> for one short round; <c>--minutes N</c> for a long one at 10,000 messages/s and nothing else.</param>
    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        var report = new Report();
        var quick = options.Contains("--quick");
        if (options is [.., "--minutes", var text] && double.TryParse(text, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 600)
        {
            await Long(report, TimeSpan.FromMinutes(minutes));
        }
        else if (options.All(static option => option == "--quick"))
        {
            var seconds = TimeSpan.FromSeconds(quick ? 3 : 10);
            foreach (var rate in (int[])[1_000, 10_000]) await Latency(report, $"flow-{rate}", rate, seconds, folder: null);
            await OnDisk(report, seconds);
            await Highest(report, quick ? [20_000, 50_000] : Rates, TimeSpan.FromSeconds(quick ? 2 : 5));
            Replay(report, TimeSpan.FromSeconds(quick ? 10 : 60));
        }
        else
        {
            Console.Error.WriteLine("flow takes --quick, or --minutes N with N up to 600.");
            return 2;
        }
        report.Print();
        return 0;
    }

    static partial void Replay(Report report, TimeSpan market);

    private static async Task OnDisk(Report report, TimeSpan time)
    {
        using var files = new TemporaryFiles();
        await Latency(report, "flow-10000-sqlite", 10_000, time, files.Folder);
    }

    private static async Task Latency(Report report, string name, int rate, TimeSpan time, string? folder)
    {
        var run = await Measure(rate, time, folder);
        report.Add($"{name}-accepted-p50", run.Accepted.P50, "µs", "frame received to order in the paper exchange");
        report.Add($"{name}-accepted-p99", run.Accepted.P99, "µs", $"{run.Orders} orders");
        report.Add($"{name}-confirmed-p50", run.Confirmed.P50, "µs", "the order is in the store, and the signal accepted");
        report.Add($"{name}-confirmed-p99", run.Confirmed.P99, "µs");
        report.Add($"{name}-cpu", run.Cpu, "µs/message", "processor time of all of it, reading the frame included");
        report.Add($"{name}-lost", run.Lost, "deliveries", $"of {run.Told}; {run.Conflated} were replaced by newer ones{(run.Losses.Length > 0 ? $"; {run.Losses}" : "")}");
    }

    private static async Task Highest(Report report, IReadOnlyList<int> rates, TimeSpan time)
    {
        var (best, fastest) = (0.0, 0.0);
        foreach (var rate in rates)
        {
            var run = await Measure(rate, time, folder: null);
            report.Add($"flow-at-{rate}-p99", run.Accepted.P99, "µs", $"{run.Rate:0} messages/s reached, {run.Lost} lost {run.Losses}");
            fastest = Math.Max(fastest, run.Rate);
            if (run.Lost > 0 || run.Accepted.P99 > LongestP99 || run.Rate < rate * 0.95) break;
            best = run.Rate;
        }
        report.Add("flow-highest", best, "messages/s", "p99 below 10 ms, nothing lost, the rate reached");
        report.Add("flow-fastest", fastest, "messages/s", "taken by the flow when pressed, feeds held back");
    }

    private static async Task Long(Report report, TimeSpan time)
    {
        const int Rate = 10_000;
        await using var flow = await FlowUnderTest.Start(FlowUnderTest.Frames(TimeSpan.FromSeconds(120)), Rate, folder: null);
        var reached = flow.Run(Rate, time);
        var ledger = await flow.Settle();
        report.Add("flow-long-rate", reached, "messages/s", $"for {time.TotalMinutes:0.#} minutes");
        report.Add("flow-long-accepted-p50", Percentile(flow.Accepted, 0.5), "µs");
        report.Add("flow-long-accepted-p99", Percentile(flow.Accepted, 0.99), "µs", $"{flow.Accepted.Count} orders");
        report.Add("flow-long-published", ledger.Published, "deliveries");
        report.Add("flow-long-handled", ledger.Handled, "deliveries");
        report.Add("flow-long-conflated", ledger.Conflated, "deliveries");
        report.Add("flow-long-lost", ledger.Shed + ledger.Expired + ledger.DeadLettered, "deliveries");
        report.Add("flow-long-unaccounted", ledger.Difference, "deliveries");
    }

    private static async Task<FlowFigure> Measure(int rate, TimeSpan time, string? folder)
    {
        await using var flow = await FlowUnderTest.Start(FlowUnderTest.Frames(TimeSpan.FromSeconds(60)), rate, folder);
        // Until the compiler has done with the hot paths.
        flow.Run(FlowUnderTest.WarmUpRate, TimeSpan.FromSeconds(3));
        var before = await flow.Settle();
        flow.Forget();
        var cpu = Environment.CpuUsage.TotalTime;
        var reached = flow.Run(rate, time);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var after = await flow.Settle();
        return new FlowFigure(
            reached, cpu.TotalMicroseconds / (reached * time.TotalSeconds), flow.Accepted.Count, (Percentile(flow.Accepted, 0.5), Percentile(flow.Accepted, 0.99)), (Percentile(flow.Confirmed, 0.5), Percentile(flow.Confirmed, 0.99)),
            after.Published - before.Published, after.Conflated - before.Conflated, after.Shed + after.Expired + after.DeadLettered - before.Shed - before.Expired - before.DeadLettered, await flow.Losses());
    }

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
