namespace Genesis.Benchmarks.Calls;

/// <summary>The engine's figures, beside a plain call and an actor on System.Threading.Channels.</summary>
internal static class CallsBenchmark
{
    private static readonly Message Sample = new(1, 2, 3, 4, 5, 6, 7, 8);

    public static async Task<int> Run(bool quick)
    {
        var report = new Report();
        var (rounds, calls) = quick ? (1, 100_000L) : (7, 1_000_000L);
        Console.Error.WriteLine($"Measuring, median of {rounds} rounds on {Environment.ProcessorCount} processors; about {(quick ? 20 : 120)} s ...");
        await StartFigure.Add(report, quick ? 1 : 5);
        await Baselines(report, rounds, calls);
        await using (var engine = await EngineUnderTest.Start())
        {
            await GrainCalls(report, engine, rounds, calls);
            await StreamFigures.Add(report, engine, rounds, calls / 2);
        }
        await ActivationFigures.Add(report, rounds, quick ? 20_000 : 200_000);
        await ClientFigures.Add(report, rounds, quick ? 20_000 : 200_000);
        report.Add("ratio-grain-to-channel-single", report["grain-single"] / report["channel-single"], "x", "calls/s, grain over Channels actor");
        report.Add("ratio-grain-to-channel-100", report["grain-100-on-1"] / report["channel-100-on-1"], "x", "calls/s, grain over Channels actor");
        report.Print();
        return 0;
    }

    private static async Task Baselines(Report report, int rounds, long calls)
    {
        IPlain plain = new Plain();
        var direct = await Measure.Rate(rounds, calls * 10, async n =>
        {
            for (; n > 0; n--) await plain.Ping();
        });
        report.Add("plain-call", direct.PerSecond, "calls/s", "async call through an interface");
        var actor = new ChannelActor();
        var single = await Measure.Rate(rounds, calls, n => Measure.Callers(1, n, _ => actor.Ping));
        report.Add("channel-single", single.PerSecond, "calls/s", "actor on Channels, 1 caller");
        var many = await Measure.Rate(rounds, calls, n => Measure.Callers(100, n, _ => actor.Ping));
        report.Add("channel-100-on-1", many.PerSecond, "calls/s", "actor on Channels, 100 callers");
        report.Add("channel-bytes", many.Bytes, "B/call");
        actor.Stop();
    }

    private static async Task GrainCalls(Report report, EngineUnderTest engine, int rounds, long calls)
    {
        var grains = Enumerable.Range(0, 100).Select(i => engine.Grains.GetGrain<IBenchGrain>($"g{i}")).ToArray();
        foreach (var grain in grains) await grain.Ping();

        await Add("grain-single", "1 caller, no arguments", n => Measure.Callers(1, n, _ => grains[0].Ping));
        report.Add("grain-single-latency", 1e6 / report["grain-single"], "us/call");
        await Add("grain-100-on-1", "100 callers on 1 grain, no arguments", n => Measure.Callers(100, n, _ => grains[0].Ping));
        await Add("grain-100-on-100", "100 callers on 100 grains, no arguments", n => Measure.Callers(100, n, i => grains[i].Ping));
        await Add("grain-message-100-on-1", "100 callers on 1 grain, 64-byte message", n => Measure.Callers(100, n, _ => () => grains[0].Echo(Sample)));
        await Add("grain-message-100-on-100", "100 callers on 100 grains, 64-byte message", n => Measure.Callers(100, n, i => () => grains[i].Echo(Sample)));
        await Add("grain-to-grain", "1 grain calls another", n => grains[0].CallOther("g1", n));

        async Task Add(string name, string note, Func<long, Task> run)
        {
            var (rate, bytes) = await Measure.Rate(rounds, calls, run);
            report.Add(name, rate, "calls/s", note);
            report.Add($"{name}-bytes", bytes, "B/call");
        }
    }

    private interface IPlain
    {
        Task Ping();
    }

    private sealed class Plain : IPlain
    {
        public async Task Ping() => await Task.CompletedTask;
    }
}
