using System.Globalization;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>
/// One fault in a recorded feed: what the venue's evidence can show makes the book stale at the first frame that shows it, no book with
/// evidence reports a wrong best price, and the share of what stays unseen is measured. The figures stand in docs/exchanges.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    // GENESIS_ROUNDS=300 for the figures in docs/exchanges/books.md.
    private static readonly int Rounds = Scale.Of("GENESIS_ROUNDS", 50);

    private static readonly (string Venue, string File)[] Captures =
        [("binance", "binance-spot.ws"), ("coinbase", "coinbase.ws"), ("kraken-v1", "kraken-book.ws"), ("okx", "okx.ws")];

    public static TheoryData<string, string, Fault> Cases()
    {
        var cases = new TheoryData<string, string, Fault>();
        foreach (var (venue, file) in Captures)
            foreach (var fault in Enum.GetValues<Fault>()) cases.Add(venue, file, fault);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_seen_or_harmless_or_counted(string venue, string file, Fault fault)
    {
        var feeds = SymbolFeed.Load(venue, file);
        var random = new Random(2026);
        int shown = 0, harmless = 0, unseen = 0, unseenBest = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var feed = feeds[random.Next(feeds.Count)];
            var target = feed.Targets[random.Next(feed.Targets.Count)];
            var run = new FaultRun(feed);
            run.Play(fault, target, new Random(round));
            var about = $"{venue} {fault} round {round} step {target}: {run}";
            if (run.DoubtedAt >= 0) shown++;
            else if (run.Wrong is null) harmless++;
            else (unseen, unseenBest) = (unseen + 1, unseenBest + (run.Wrong.Value.Best ? 1 : 0));
            Check(venue, fault, target, run, about);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{venue} {fault}: shown {100.0 * shown / Rounds:F1}%, harmless {100.0 * harmless / Rounds:F1}%, unseen {100.0 * unseen / Rounds:F1}% (best price {100.0 * unseenBest / Rounds:F1}%)"));
    }

    private static void Check(string venue, Fault fault, int target, FaultRun run, string about)
    {
        var isChecksummed = venue is "kraken-v1" or "okx";
        // Numbers say nothing of what stands beside them: a wrong level in a numbered frame is counted as unseen, not forbidden.
        if (isChecksummed || fault is not (Fault.CorruptLevel or Fault.CorruptByte)) run.BestWrongAt.ShouldBe(-1, about);
        switch (fault)
        {
            case Fault.Duplicate:
                (run.DoubtedAt, run.Wrong).ShouldBe((-1, null), about);
                break;
            case Fault.LateDuplicate when venue == "binance":
                (run.DoubtedAt, run.Wrong).ShouldBe((-1, null), about);
                run.Ignored.ShouldBeGreaterThan(0, about);
                break;
            case Fault.Remove or Fault.Reorder when venue == "binance":
                (run.DoubtedAt, run.Doubt).ShouldBe((target + 1, DoubtKind.SequenceGap), about);
                break;
            case Fault.CorruptEvidence:
                run.Wrong.ShouldBeNull(about);
                break;
        }
        if (isChecksummed && fault is Fault.Remove or Fault.Reorder or Fault.LateDuplicate or Fault.CorruptLevel)
            if (!run.Malformed) run.DoubtedAt.ShouldBe(run.ChecksumShowsAt, about);
    }
}
