using Genesis.Benchmarks.Bare;

namespace Genesis.Benchmarks.Components;

/// <summary>Asks through all policies, beside bare grain calls with a message.</summary>
internal static class AskFigures
{
    private static readonly Message Sample = new(1, 2, 3, 4, 5, 6, 7, 8);

    public static async Task Add(Report report, int rounds, long asks)
    {
        await using (var silo = await BareSilo.StartAsync())
        {
            var grains = Enumerable.Range(0, 100).Select(i => silo.Grains.GetGrain<IBenchGrain>($"g{i}")).ToArray();
            foreach (var grain in grains) await grain.Ping();
            await Rate("bare-single", "1 caller, 64-byte message", n => Measure.Callers(1, n, _ => () => grains[0].Echo(Sample)));
            await Rate("bare-100-on-1", "100 callers on 1 grain", n => Measure.Callers(100, n, _ => () => grains[0].Echo(Sample)));
            await Rate("bare-100-on-100", "100 callers on 100 grains", n => Measure.Callers(100, n, i => () => grains[i].Echo(Sample)));
            await Rate("bare-grain-to-grain", "1 grain calls another", n => grains[0].EchoOther("g1", Sample, n));
        }
        await using (var host = await ComponentsUnderTest.Start(genesis =>
        {
            for (var i = 0; i < 100; i++) genesis.AddComponent<EchoComponent>($"echo-{i}");
            genesis.AddComponent<RelayComponent>("relay");
        }))
        {
            var (bus, payload) = (host.Bus, Payload.Of(Sample));
            var names = Enumerable.Range(0, 100).Select(i => $"echo-{i}").ToArray();
            await Rate("ask-single", "1 asker", n => Ask(bus, 1, n, _ => names[0], payload));
            await Rate("ask-100-on-1", "100 askers on 1 component", n => Ask(bus, 100, n, _ => names[0], payload));
            await Rate("ask-100-on-100", "100 askers on 100 components", n => Ask(bus, 100, n, i => names[i], payload));
            await Rate("ask-component-to-component", "1 component asks another", async n => Check(await bus.Ask("relay", "run", n, TimeSpan.FromSeconds(20))));
        }
        foreach (var (ask, bare) in (ReadOnlySpan<(string, string)>)[("single", "single"), ("100-on-1", "100-on-1"), ("100-on-100", "100-on-100"), ("component-to-component", "grain-to-grain")])
            report.Add($"ratio-bare-to-ask-{ask}", report[$"bare-{bare}"] / report[$"ask-{ask}"], "x", "how many bare calls fit into an ask; aim: at most 3");

        async Task Rate(string name, string note, Func<long, Task> run)
        {
            var (rate, bytes) = await Measure.Rate(rounds, asks, run);
            report.Add(name, rate, "calls/s", note);
            report.Add($"{name}-bytes", bytes, "B/call");
        }
    }

    private static Task Ask(IComponentBus bus, int askers, long asks, Func<int, string> target, Payload payload) =>
        Task.WhenAll(Enumerable.Range(0, askers).Select(asker => Task.Run(async () =>
        {
            var to = target(asker);
            for (var left = asks / askers; left > 0; left--) Check(await bus.Ask(to, "echo", payload));
        })));

    private static void Check(Outcome outcome)
    {
        if (!outcome.IsOk) throw new InvalidOperationException(outcome.Sentence);
    }
}
