namespace Genesis.Tests.Streams.Units;

/// <summary>The ring of a stream's entries.</summary>
public sealed class EntryRingTests
{
    [Fact]
    public void Keeps_order_and_counts_through_growth_and_release()
    {
        var ring = new EntryRing(1_000_003);
        var (added, removed) = (0, 0);
        for (var turn = 0; turn < 50; turn++)
        {
            for (var i = 0; i < turn * 7; i++) ring.Add(added++, 1);
            var count = Math.Min(ring.Count, turn * 5);
            ring.Copy(ring.First, count).Cast<int>().ShouldBe(Enumerable.Range(removed, count));
            ring.RemoveUntil(ring.First + count).ShouldBe(count);
            removed += count;
            ring.Events.ShouldBe(added - removed);
        }
        ring.RemoveUntil(ring.End).ShouldBe(added - removed);
        ring.Count.ShouldBe(0);
    }

    [Fact]
    public void A_run_holds_as_many_events_as_wanted_and_at_least_one_entry()
    {
        var ring = new EntryRing(0);
        ring.Add(new EventGroup(new int[10]), 10);
        ring.Add(1, 1);
        ring.Add(2, 1);
        ring.Add(new EventGroup(new int[3]), 3);

        ring.CountRun(0, maxEvents: 1).ShouldBe(1);
        ring.CountRun(0, maxEvents: 11).ShouldBe(2);
        ring.CountRun(1, maxEvents: 4).ShouldBe(2);
        ring.CountRun(1, maxEvents: 5).ShouldBe(3);
        ring.Events.ShouldBe(15);
    }
}
