namespace Genesis.Benchmarks.Components;

/// <summary>The component runtime's figures.</summary>
internal static class ComponentsBenchmark
{
    public static async Task<int> Run(bool quick)
    {
        var report = new Report();
        var (rounds, asks) = quick ? (1, 100_000L) : (5, 1_000_000L);
        Console.Error.WriteLine($"Measuring, median of {rounds} rounds on {Environment.ProcessorCount} processors ...");
        await AskFigures.Add(report, rounds, asks);
        report.Print();
        return 0;
    }
}
