namespace Genesis.Benchmarks.Doors;

/// <summary>The doors' figures.</summary>
internal static class DoorsBenchmark
{
    /// <param name="parts">Which: http, sockets; none for all.</param>
    /// <param name="quick">One short round each.</param>
    public static async Task<int> Run(IReadOnlyCollection<string> parts, bool quick)
    {
        var report = new Report();
        Console.Error.WriteLine($"Measuring on {Environment.ProcessorCount} processors, which the clients share ...");
        if (Wanted("http")) await HttpFigures.Add(report, quick ? 1 : 5, quick ? 20_000 : 200_000);
        if (Wanted("sockets")) await SocketFigures.Add(report, quick ? 1 : 5, quick);
        report.Print();
        return 0;

        bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
    }
}
