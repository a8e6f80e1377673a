using Genesis.Exchanges;

namespace Genesis.Benchmarks.Feeds;

/// <summary>Replay of the recorded feeds through the live code, as fast as one thread goes. Left out where the recordings are absent.</summary>
internal static class ReplayFigures
{
    private static readonly (string Venue, string File)[] Captures =
        [("binance", "binance-spot.ws"), ("coinbase", "coinbase.ws"), ("kraken-v1", "kraken-book.ws"), ("okx", "okx.ws")];

    public static void Run(Report report, int rounds, bool quick)
    {
        if (Folder() is not { } folder)
        {
            Console.Error.WriteLine("  replay: shared/data/captures was not found beside the repository");
            return;
        }
        var passes = quick ? 2 : 40;
        foreach (var (venue, file) in Captures)
        {
            var path = Path.Combine(folder, file);
            var answers = Path.ChangeExtension(path, ".http");
            var (frames, rest) = (File.ReadAllBytes(path), File.Exists(answers) ? File.ReadAllBytes(answers) : null);
            long total = 0;
            var kind = VenueCatalog.Create(venue);
            var (nanoseconds, bytes) = Measure.Cpu(rounds, passes, count =>
            {
                for (var pass = 0; pass < count; pass++)
                {
                    using var replay = new CaptureReplay(kind, new CaptureReader(new MemoryStream(frames)),
                        rest is null ? null : new CaptureReader(new MemoryStream(rest)), NullSink.Instance);
                    replay.Run();
                    total = replay.Counts.Total;
                }
            });
            report.Add($"replay-{Path.GetFileNameWithoutExtension(file)}", total * 1e9 / nanoseconds, "frames/s",
                $"{total} frames, {(frames.Length + (rest?.Length ?? 0)) * 1e3 / nanoseconds:F0} MB/s, {bytes / total:F0} B a frame, books kept and checked");
        }
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", "captures") is var captures && Directory.Exists(captures)) return captures;
        return null;
    }
}
