using System.Text;
using System.Text.Json;
using Genesis.Exchanges;

namespace Genesis.Benchmarks.Feeds;

/// <summary>Market data: frame to record on every venue, books with their checksums, replay of captures, memory of books.</summary>
internal static class FeedsBenchmark
{
    public static async Task<int> RunAsync(bool quick)
    {
        var report = new Report();
        var rounds = quick ? 1 : 7;
        var operations = quick ? 20_000 : 200_000;
        foreach (var (venue, kind, text) in Samples.All) Parse(report, venue, kind, Encoding.UTF8.GetBytes(text), rounds, operations);
        BookFigures.Run(report, rounds, operations);
        ReplayFigures.Run(report, rounds, quick);
        MemoryFigure.Run(report);
        await LoopbackFigure.RunAsync(report, rounds, quick);
        report.Print();
        return 0;
    }

    // The baseline is what reading the tokens alone costs: no parser over Utf8JsonReader can be faster.
    private static void Parse(Report report, string venueName, string kind, byte[] frame, int rounds, long operations)
    {
        var parser = VenueCatalog.Create(venueName).CreateParser();
        var received = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (nanoseconds, bytes) = Measure.Cpu(rounds, operations, count =>
        {
            for (var i = 0L; i < count; i++) parser.Parse(frame, received, NullSink.Instance);
        });
        var (tokens, _) = Measure.Cpu(rounds, operations, count =>
        {
            for (var i = 0L; i < count; i++)
            {
                var reader = new Utf8JsonReader(frame);
                while (reader.Read())
                {
                }
            }
        });
        report.Add($"parse-{venueName}-{kind}", nanoseconds, "ns", $"{bytes:F0} B allocated, {nanoseconds / tokens:F2} × the tokens alone, {frame.Length} B frame");
    }
}
