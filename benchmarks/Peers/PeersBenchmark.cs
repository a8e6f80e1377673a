using Genesis.Benchmarks.Bare;

namespace Genesis.Benchmarks.Peers;

/// <summary>
/// Asks and events of Genesis beside those of Akka.NET, Proto.Actor and bare Orleans, with the same message of 64 bytes, in one process. The libraries take turns in
/// every round, so that what else the machine does meets all of them.
/// </summary>
internal static class PeersBenchmark
{
    public const int Many = 100;

    public static readonly Message Sample = new(1, 2, 3, 4, 5, 6, 7, 8);

    /// <summary>Measures what is named, or everything.</summary>
    /// <param name="wanted">Columns: 1-caller, 100-on-1, 100-on-100, between-components, deliveries.</param>
    /// <param name="quick">One short round.</param>
    public static async Task<int> Run(IReadOnlyCollection<string> wanted, bool quick)
    {
        await using IPeer genesis = await GenesisPeer.StartAsync(), orleans = await OrleansPeer.StartAsync();
        await using IPeer akka = new AkkaPeer(), proto = new ProtoPeer();
        IPeer[] peers = [akka, proto, orleans, genesis];
        Column[] columns =
        [
            new("1-caller", "asks/s", (peer, time) => Callers(peer, 1, static _ => 0, time)),
            new("100-on-1", "asks/s", (peer, time) => Callers(peer, Many, static _ => 0, time)),
            new("100-on-100", "asks/s", (peer, time) => Callers(peer, Many, static caller => caller, time)),
            new("between-components", "asks/s", (peer, time) => Repeat(peer.AskBetweenAsync, 1, 20_000, time)),
            new("deliveries", "deliveries/s", (peer, time) => Repeat(peer.DeliverAsync, Many, peer == orleans ? 100 : 2_000, time)),
        ];
        if (wanted.Count > 0) columns = [.. columns.Where(column => wanted.Contains(column.Name))];
        var (rounds, length) = quick ? (1, TimeSpan.FromMilliseconds(200)) : (9, TimeSpan.FromMilliseconds(500));
        Console.Error.WriteLine($"Measuring, median of {rounds} rounds on {Environment.ProcessorCount} processors; about {columns.Length * peers.Length * (rounds + 3) * length.TotalSeconds:0} s ...");
        var report = new Report();
        foreach (var column in columns)
        {
            var rates = peers.ToDictionary(static peer => peer, static _ => new List<double>());
            var processor = peers.ToDictionary(static peer => peer, static _ => new List<double>());
            for (var round = quick ? 0 : -3; round < rounds; round++)
            {
                foreach (var peer in peers)
                {
                    GC.Collect();
                    var (began, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
                    var done = await column.Run(peer, length);
                    if (round < 0) continue;
                    rates[peer].Add(done / TimeProvider.System.GetElapsedTime(began).TotalSeconds);
                    processor[peer].Add((Environment.CpuUsage.TotalTime - used).TotalMicroseconds / done);
                }
            }
            foreach (var peer in peers)
            {
                report.Add($"{peer.Name}-{column.Name}", Measure.Median(rates[peer]), column.Unit);
                report.Add($"{peer.Name}-{column.Name}-processor", Measure.Median(processor[peer]), "us", "processor time of each, of all threads");
            }
            var best = peers.Where(peer => peer != genesis).MaxBy(peer => Measure.Median(rates[peer]))!;
            report.Add($"peer-ratio-{column.Name}", Measure.Median(rates[genesis]) / Measure.Median(rates[best]), "x", $"Genesis over the best, {best.Name}");
        }
        report.Print();
        return 0;
    }

    private static async Task<long> Callers(IPeer peer, int callers, Func<int, int> target, TimeSpan time)
    {
        var period = new Period();
        var calling = Enumerable.Range(0, callers).Select(caller => Task.Run(() => peer.CallAsync(target(caller), period))).ToArray();
        // Not Task.Delay: when all threads of the pool are busy, its end would have to wait for one.
        using var never = new ManualResetEventSlim();
        await Task.Factory.StartNew(() => never.Wait(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        period.End();
        return (await Task.WhenAll(calling)).Sum();
    }

    private static async Task<long> Repeat(Func<long, Task> run, int each, long count, TimeSpan time)
    {
        var (began, made) = (TimeProvider.System.GetTimestamp(), 0L);
        do
        {
            await Task.Run(() => run(count));
            made += count * each;
        }
        while (TimeProvider.System.GetElapsedTime(began) < time);
        return made;
    }

    private sealed record Column(string Name, string Unit, Func<IPeer, TimeSpan, Task<long>> Run);
}
