namespace Genesis.Benchmarks.Components;

/// <summary>The component runtime's figures.</summary>
internal static class ComponentsBenchmark
{
    /// <param name="parts">Which figures: asks, deliveries, checkpoints, restore, idle; none for all.</param>
    /// <param name="quick">One short round each.</param>
    public static async Task<int> Run(IReadOnlyCollection<string> parts, bool quick)
    {
        var report = new Report();
        var (rounds, asks) = quick ? (1, 100_000L) : (5, 1_000_000L);
        Console.Error.WriteLine($"Measuring, median of {rounds} rounds on {Environment.ProcessorCount} processors ...");
        if (Wanted("asks")) await AskFigures.Add(report, rounds, asks);
        if (Wanted("deliveries")) await DeliveryFigures.Add(report, rounds, quick ? 1_000_000 : 10_000_000);
        if (Wanted("checkpoints")) await CheckpointFigures.Add(report, quick ? 1 : 3, TimeSpan.FromSeconds(quick ? 4 : 10));
        if (Wanted("restore")) await RestoreFigures.Add(report, quick ? 1 : 3);
        if (Wanted("idle")) await IdleFigures.Add(report);
        report.Print();
        return 0;

        bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
    }
}
