namespace Genesis.Benchmarks.Calls;

/// <summary>What a program outside meets: how soon a host answers, and asks from another process.</summary>
internal static class CallsBenchmark
{
    public static async Task<int> Run(bool quick)
    {
        var report = new Report();
        var rounds = quick ? 1 : 7;
        Console.Error.WriteLine($"Measuring, median of {rounds} rounds on {Environment.ProcessorCount} processors ...");
        await StartFigure.Add(report, quick ? 1 : 5);
        await ClientFigures.Add(report, rounds, quick ? 20_000 : 200_000);
        report.Print();
        return 0;
    }
}
