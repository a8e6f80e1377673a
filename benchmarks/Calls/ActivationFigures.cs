namespace Genesis.Benchmarks.Calls;

/// <summary>How fast grains come to life and what an idle one costs.</summary>
internal static class ActivationFigures
{
    public static async Task Add(Report report, int rounds, int count)
    {
        var rates = new List<double>();
        var bytes = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            await using var engine = await EngineUnderTest.Start();
            await engine.Grains.GetGrain<IBenchGrain>("warm").Ping();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var started = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(part => Task.Run(async () =>
            {
                for (var i = part; i < count; i += 8) await engine.Grains.GetGrain<IBenchGrain>($"a{i}").Ping();
            })));
            var rate = count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            var size = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
            if (round == 0) continue;
            rates.Add(rate);
            bytes.Add(size);
        }
        report.Add("activations", Measure.Median(rates), "activations/s", "8 callers, first call each");
        report.Add("activation-bytes", Measure.Median(bytes), "B/activation", "idle, its key included");
    }
}
