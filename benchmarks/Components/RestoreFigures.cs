namespace Genesis.Benchmarks.Components;

/// <summary>How long a host takes to have all its components back, with what they knew, and how long to stop with everything written.</summary>
internal static class RestoreFigures
{
    private const int Components = 10_000;

    public static async Task Add(Report report, int rounds)
    {
        var (restores, cpus, stops) = (new List<double>(), new List<double>(), new List<double>());
        using var files = new TemporaryFiles();
        for (var round = 0; round <= rounds; round++)
        {
            var (began, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await using var host = await ComponentsUnderTest.Start(
                static genesis =>
                {
                    for (var i = 0; i < Components; i++) genesis.AddComponent<KeptComponent>($"kept-{i}");
                },
                files.AddStores);
            await host.StartAll(Components);
            var restored = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            for (var i = 0; i < Components; i++)
                if ((await host.Bus.Ask($"kept-{i}", "change", Payload.Empty, ComponentsUnderTest.AskTimeout)).As<long>() is var handled && handled != round + 1)
                    throw new InvalidOperationException($"kept-{i} came back with another state: it has handled {handled} and not {round + 1}.");
            began = TimeProvider.System.GetTimestamp();
            await host.Stop();
            // The first host is the one that has nothing to restore.
            if (round == 0) continue;
            restores.Add(restored);
            cpus.Add(cpu.TotalSeconds);
            stops.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }
        report.Add("restore-10000", Measure.Median(restores), "s", "from the beginning of the host's start until 10,000 components run with their state; aim: less than 2");
        report.Add("restore-10000-cpu", Measure.Median(cpus), "s", "processor time of this; the machine may have other things to do");
        report.Add("stop-10000", Measure.Median(stops), "s", "a stop with a last checkpoint of 10,000 components");
    }
}
