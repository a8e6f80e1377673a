namespace Genesis.Benchmarks;

/// <summary>Runs work several times and takes the median: machines are noisy.</summary>
internal static class Measure
{
    /// <summary>Operations per second and bytes allocated per operation; medians over the rounds after a warm-up.</summary>
    public static async Task<(double PerSecond, double Bytes)> Rate(int rounds, long operations, Func<long, Task> run)
    {
        // Enough calls and enough time for the tiered compiler to have finished with the hot paths.
        for (var i = 0; i < 3; i++) await run(operations);
        var rates = new List<double>();
        var bytes = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var started = TimeProvider.System.GetTimestamp();
            await run(operations);
            rates.Add(operations / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)operations);
        }
        return (Median(rates), Median(bytes));
    }

    /// <summary>
    /// Nanoseconds of processor time and bytes allocated per operation, for work on one thread: medians over the rounds after a warm-up.
    /// What else the machine does counts less than on the wall's clock.
    /// </summary>
    public static (double Nanoseconds, double Bytes) Cpu(int rounds, long operations, Action<long> run)
    {
        for (var i = 0; i < 3; i++) run(operations);
        var times = new List<double>();
        var bytes = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            GC.Collect();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Environment.CpuUsage.TotalTime;
            run(operations);
            times.Add((Environment.CpuUsage.TotalTime - started).TotalNanoseconds / operations);
            bytes.Add((GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)operations);
        }
        return (Median(times), Median(bytes));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>So many callers side by side, each making its share of the calls one after the other.</summary>
    public static Task Callers(int callers, long operations, Func<int, Func<Task>> makeCall) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var call = makeCall(caller);
            for (var i = operations / callers; i > 0; i--) await call();
        })));
}
