using System.Runtime;

namespace Genesis.Benchmarks.Components;

/// <summary>What components cost that have nothing to do: memory, and processor time.</summary>
internal static class IdleFigures
{
    private const int Components = 100_000;

    public static async Task Add(Report report)
    {
        using var files = new TemporaryFiles();
        var (heap, resident) = Memory();
        await using var host = await ComponentsUnderTest.Start(
            static genesis =>
            {
                for (var i = 0; i < Components; i++) genesis.AddComponent<KeptComponent>($"kept-{i}");
            },
            files.AddStores);
        await host.StartAll(Components);
        // Each has handled something and has a checkpoint: what it grows by doing so belongs to it.
        for (var i = 0; i < Components; i++) await host.Bus.Ask($"kept-{i}", "change", Payload.Empty, ComponentsUnderTest.AskTimeout);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var (heapThen, residentThen) = Memory();
        report.Add("idle-100000-resident", (residentThen - resident) / 1e6, "MB", "100,000 components in memory, as the operating system sees it; aim: less than 1,000");
        report.Add("idle-100000-heap", (heapThen - heap) / 1e6, "MB", $"{(heapThen - heap) / (double)Components:F0} B each, of which some 600 are the state");
        var (cpu, wait) = (Environment.CpuUsage.TotalTime, TimeSpan.FromSeconds(10));
        await Task.Delay(wait, TimeProvider.System);
        report.Add("idle-100000-cores", (Environment.CpuUsage.TotalTime - cpu) / wait, "cores", "for health checks and what else goes on");
    }

    private static (long Heap, long Resident) Memory()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
