using Genesis.Benchmarks.Bare;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Benchmarks.Components;

/// <summary>Events from one publisher to 100 components, until each has handled all of them, beside a memory stream of Orleans to 100 grains.</summary>
internal static class DeliveryFigures
{
    private const int Subscribers = 100;

    private static readonly Message Sample = new(1, 2, 3, 4, 5, 6, 7, 8);

    public static async Task Add(Report report, int rounds, long deliveries)
    {
        await using (var silo = await BareSilo.StartAsync()) await StreamFigures.Add(report, silo, rounds, deliveries / 50);
        await using (var host = await ComponentsUnderTest.Start(genesis =>
        {
            for (var i = 0; i < Subscribers; i++) genesis.AddComponent<CountingComponent>($"counter-{i}", ["trade.*", "quote.*", "order.*"]);
        }))
        {
            var payload = Payload.Of(Sample);
            await Rate("tell-to-100", "1 publisher, 100 subscribers, each waits for room", "trade.bench", null, deliveries);
            await Rate("tell-to-100-conflated", "the same with one key of values: handled or conflated", "quote.bench", new TellOptions { Key = "BTC-USDT" }, deliveries);
            await Rate("tell-to-100-durable", "the same with durable events, journal and checkpoints in memory", "order.bench", null, deliveries / 50);
            report.Add("ratio-tell-to-stream", report["tell-to-100"] / report["stream-to-100"], "x", "deliveries told over those of a memory stream");
            report.Add("ratio-tell-to-aim", report["tell-to-100"] / 3_000_000, "x", "aim: at least 1, which is 3,000,000 deliveries/s");

            async Task Rate(string name, string note, string type, TellOptions? options, long count)
            {
                List<double> cpu = [];
                var (rate, bytes) = await Measure.Rate(rounds, count, async n =>
                {
                    var events = n / Subscribers;
                    var before = await Ended(host, type);
                    var used = Environment.CpuUsage.TotalTime;
                    for (var i = 0; i < events; i++)
                    {
                        var told = await host.Bus.Tell(type, payload, "bench", options);
                        if (told.Shed > 0 || told.Subscribers != Subscribers) throw new InvalidOperationException($"{told}");
                    }
                    while (await Ended(host, type) - before < events * Subscribers) await Task.Delay(TimeSpan.FromMilliseconds(type.StartsWith("trade", StringComparison.Ordinal) ? 1 : 20), TimeProvider.System);
                    cpu.Add((Environment.CpuUsage.TotalTime - used).TotalNanoseconds / n);
                });
                report.Add($"{name}-processor", Measure.Median(cpu.TakeLast(rounds)), "ns/delivery", "processor time of the whole process");
                report.Add(name, rate, "deliveries/s", note);
                report.Add($"{name}-bytes", bytes, "B/delivery");
            }
        }
    }

    // Until the last one is handled; the counters are read without troubling their components.
    private static async Task<long> Ended(ComponentsUnderTest host, string type)
    {
        if (type.StartsWith("trade", StringComparison.Ordinal)) return CountingComponent.Handled();
        var balance = await host.Services.GetRequiredService<IEventRuntime>().ReadLedger();
        return balance.Rows.Where(row => row.Type == type).Sum(static row => row.Ended);
    }
}
