namespace Genesis.Benchmarks.Streams;

/// <summary>The way of an event through Genesis streams, beside memory streams and awaited grain calls.</summary>
internal static class StreamsBenchmark
{
    private const int Window = 256;
    private static int _runs;

    public static async Task<int> Run(bool quick)
    {
        var report = new Report();
        Console.Error.WriteLine($"Measuring on {Environment.ProcessorCount} processors, median of {(quick ? 1 : 5)} rounds ...");
        await using (var engine = await StreamsUnderTest.Start(silos: 1))
        {
            foreach (var provider in (string[])[StreamsUnderTest.Calls, StreamsUnderTest.Genesis, StreamsUnderTest.Memory])
                await OneSilo(report, engine, provider, quick);
            await Unclaimed(report, engine, quick);
        }
        await using (var engine = await StreamsUnderTest.Start(silos: 2))
        {
            foreach (var provider in (string[])[StreamsUnderTest.Calls, StreamsUnderTest.Genesis])
            {
                await Latency(report, engine, $"two-silos-{provider}-hop", provider, 1, quick ? 100 : 2000, source: 1);
                await Throughput(
                    report, engine, $"two-silos-{provider}-singles", provider, 1, 1, quick ? 5_000 : 100_000, quick ? 1 : 5, source: 1);
            }
        }
        Ratio("hop-p50");
        Ratio("chain-of-5-p50");
        report.Add("ratio-hop-p50-to-memory", report["memory-hop-p50"] / report["events-hop-p50"], "x",
            "how much faster than a memory stream");
        report.Add("ratio-singles-to-1-to-calls", report["events-singles-to-1"] / report["calls-singles-to-1"], "x");
        report.Add("ratio-singles-to-1-to-memory", report["events-singles-to-1"] / report["memory-singles-to-1"], "x");
        report.Print();
        return 0;

        void Ratio(string figure) => report.Add($"ratio-{figure}-to-calls", report[$"events-{figure}"] / report[$"calls-{figure}"], "x",
            "stream over awaited grain call");
    }

    private static async Task OneSilo(Report report, StreamsUnderTest engine, string provider, bool quick)
    {
        // A queue of memory streams throws when 16,384 events wait.
        var few = quick || provider == StreamsUnderTest.Memory;
        var rounds = quick ? 1 : 5;
        await Latency(report, engine, $"{provider}-hop", provider, places: 1, few ? 200 : 2000, source: 0);
        await Latency(report, engine, $"{provider}-chain-of-5", provider, places: 5, few ? 200 : 2000, source: 0);
        foreach (var consumers in (int[])[1, 100])
            await Throughput(report, engine, $"{provider}-singles-to-{consumers}", provider, consumers, 1, few ? 10_000 : 500_000, rounds);
        if (provider != StreamsUnderTest.Calls)
            await Throughput(report, engine, $"{provider}-batches-of-100", provider, 1, 100, few ? 200_000 : 10_000_000, rounds);
        await Throughput(
            report, engine, $"{provider}-batch-events-of-100", provider, 1, 100, few ? 200_000 : 20_000_000, rounds, asOne: true);
    }

    private static async Task Latency(
        Report report, StreamsUnderTest engine, string name, string provider, int places, int events, int source)
    {
        var (run, first) = await Prepare(engine, provider, places, source);
        var grain = engine.Grains.GetGrain<ISource>($"{run}-source");
        await StreamsUnderTest.At(engine.Silo(source), grain.Place);
        foreach (var count in (int[])[events / 2, events])
        {
            var all = Arrivals.Of(run).Expect(count, latencies: true);
            await grain.SendPaced(provider, first, count);
            await all;
        }
        var (p50, p99) = Arrivals.Of(run).Percentiles();
        report.Add($"{name}-p50", p50, "us");
        report.Add($"{name}-p99", p99, "us");
    }

    private static async Task Throughput(
        Report report, StreamsUnderTest engine, string name, string provider, int consumers, int size, long events, int rounds,
        int source = 0, bool asOne = false)
    {
        var run = $"run{++_runs}";
        string[] firsts = [.. Enumerable.Range(0, consumers).Select(i =>
            consumers == 1 ? $"{provider}|{run}|1|1" : $"{provider}|{run}|1|1|{i}")];
        foreach (var first in firsts) await StreamsUnderTest.At(engine.Silo(0), engine.Grains.GetGrain<IHop>(first).Place);
        var grain = engine.Grains.GetGrain<ISource>($"{run}-source");
        await StreamsUnderTest.At(engine.Silo(source), grain.Place);
        var (rate, bytes) = await Measure.Rate(rounds, events, async n =>
        {
            var all = Arrivals.Of(run).Expect(n);
            await (size == 1 ? grain.Send(provider, firsts, n, Window) : grain.SendBatches(provider, firsts[0], n, size, Window, asOne));
            await all;
        });
        report.Add(name, rate, "events/s", Arrivals.Of(run).OutOfOrder ? "OUT OF ORDER" : "in order");
        report.Add($"{name}-bytes", bytes, "B/event");
    }

    private static async Task Unclaimed(Report report, StreamsUnderTest engine, bool quick)
    {
        var id = StreamId.Create("bench.nobody", "listens");
        var stream = engine.Stream(StreamsUnderTest.Genesis, id);
        var tick = new Tick(0, 0);
        await stream.OnNextAsync(tick);
        while (engine.Lookup.HasConsumers(id)) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var (nanoseconds, bytes) = Measure.Cpu(quick ? 1 : 5, quick ? 100_000 : 2_000_000, n =>
        {
            for (; n > 0; n--) _ = stream.OnNextAsync(tick);
        });
        report.Add("events-to-nobody", nanoseconds, "ns/event", "a stream without consumers");
        report.Add("events-to-nobody-bytes", bytes, "B/event");
    }

    private static async Task<(string Run, string First)> Prepare(StreamsUnderTest engine, string provider, int places, int source)
    {
        var run = $"run{++_runs}";
        for (var place = 1; place <= places; place++)
        {
            // Across silos each hop crosses: the consumers take turns, beginning in the silo that is not the source's.
            var silo = engine.Silo(source == 0 ? 0 : (place + 1) % 2);
            await StreamsUnderTest.At(silo, engine.Grains.GetGrain<IHop>($"{provider}|{run}|{place}|{places}").Place);
        }
        return (run, $"{provider}|{run}|1|{places}");
    }
}
