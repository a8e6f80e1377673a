using System.Text.Json;
using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class LedgerTests
{
    private readonly Ledger _ledger = new(new ManualTime());

    [Fact]
    public void Every_end_is_counted_by_its_name()
    {
        var row = _ledger.Row("trade", "c");
        row.Published(12);
        row.CarriedOver(1);
        row.Handled(4);
        row.Conflated();
        row.Expired();
        row.DeadLettered();
        row.Shed(ShedReason.Overflow, 2);
        row.Shed(ShedReason.Mode);
        var snapshot = row.Snapshot();
        (snapshot.Published, snapshot.CarriedOver, snapshot.Handled, snapshot.Conflated, snapshot.Expired, snapshot.DeadLettered).ShouldBe((12, 1, 4, 1, 1, 1));
        snapshot.ShedBy.ShouldBe([new(ShedReason.Overflow, 2), new(ShedReason.Mode, 1)]);
        (snapshot.Shed, snapshot.Ended, snapshot.Difference).ShouldBe((3, 10, 3));
    }

    [Fact]
    public void A_row_is_always_the_same() => _ledger.Row("trade", "c").ShouldBeSameAs(_ledger.Row("trade", "c"));

    [Fact]
    public void It_balances_when_what_waits_is_measured()
    {
        _ledger.Row("trade", "a").Published(3);
        _ledger.Row("trade", "a").Handled(1);
        _ledger.Row("quote", "b").Published();
        _ledger.Row("quote", "b").Conflated();
        var snapshot = _ledger.Snapshot();
        snapshot.Balance([new("trade", "a", 1), new("trade", "a", 1)]).IsBalanced.ShouldBeTrue();
        var balance = snapshot.Balance([new("trade", "a", 1)]);
        balance.Differing.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Type, row.Subscriber, row.Queued, row.Difference).ShouldBe(("trade", "a", 1, 1)));
        balance.IsWrong.ShouldBeFalse("it may be on its way");
        balance.Rows.Length.ShouldBe(2);
    }

    [Fact]
    public void More_ends_than_beginnings_are_wrong_whatever_moves()
    {
        _ledger.Row("trade", "a").Published();
        _ledger.Row("trade", "a").Handled(2);
        _ledger.Snapshot().Balance([]).IsWrong.ShouldBeTrue();
        _ledger.Snapshot().Balance([new("other", "b", 1)]).Differing.Length.ShouldBe(2);
    }

    [Fact]
    public void What_was_published_after_the_first_reading_is_known_by_the_second()
    {
        var row = _ledger.Row("trade", "a");
        row.Published();
        var before = _ledger.Snapshot();
        row.Published();
        before.Balance([new("trade", "a", 2)]).IsWrong.ShouldBeTrue("the second one waits, but the first reading does not know it");
        before.Balance([new("trade", "a", 2)], _ledger.Snapshot()).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public void The_ledgers_of_processes_balance_together()
    {
        var other = new Ledger(new ManualTime());
        _ledger.Row("trade", "a").Published(5);
        other.Row("trade", "a").Handled(5);
        LedgerSnapshot.Merge([_ledger.Snapshot(), other.Snapshot()]).Balance([]).IsBalanced.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => LedgerSnapshot.Merge([]));
    }

    [Fact]
    public void Too_many_types_of_a_subscriber_share_a_row_and_still_balance()
    {
        var here = new Ledger(new ManualTime(), new LedgerLimits(TypesPerSubscriber: 2));
        var there = new Ledger(new ManualTime(), new LedgerLimits(TypesPerSubscriber: 2));
        string[] types = ["a", "b", "c", "d"];
        foreach (var type in types)
            here.Row(type, "s").Published();
        foreach (var type in types.Reverse())
            there.Row(type, "s").Handled();
        here.Row("c", "s").ShouldBeSameAs(here.Row("d", "s"));
        here.Row("a", "other").Type.ShouldBe("a");
        (here.Count, here.Folded).ShouldBe((4, 4));
        var merged = LedgerSnapshot.Merge([here.Snapshot(), there.Snapshot()]);
        merged.Balance([]).IsBalanced.ShouldBeTrue();
        merged.Balance([new("d", "s", 1)]).Differing.ShouldHaveSingleItem().Type.ShouldBe(LedgerSnapshot.Others);
    }

    [Fact]
    public void Too_many_subscribers_share_a_row()
    {
        var ledger = new Ledger(new ManualTime(), new LedgerLimits(Rows: 2));
        foreach (var subscriber in new[] { "a", "b", "c", "d" })
            ledger.Row("trade", subscriber).Published();
        ledger.Row("trade", "a").Subscriber.ShouldBe("a");
        var snapshot = ledger.Snapshot();
        snapshot.Rows.Length.ShouldBe(3);
        (snapshot.Total.Published, snapshot.Folded).ShouldBe((4, 2));
        snapshot.Balance([new("trade", "a", 1), new("trade", "b", 1), new("trade", "c", 1), new("trade", "d", 1)]).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public void Many_threads_lose_no_count()
    {
        var token = TestContext.Current.CancellationToken;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = token }, n =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var row = _ledger.Row($"type{i % 5}", $"subscriber{i % 3}");
                row.Published();
                if (i % 2 == 0)
                    row.Handled();
                else
                    row.Shed((ShedReason)(i % 9));
                if (i % 1000 == 0)
                    _ledger.Snapshot().Balance([]).IsWrong.ShouldBeFalse();
            }
        });
        var total = _ledger.Snapshot().Total;
        (total.Published, total.Handled, total.Shed).ShouldBe((40_000, 20_000, 20_000));
        _ledger.Count.ShouldBe(15);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var row = _ledger.Row("trade", "a");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ledger.Row("trade", "a").Published();
            row.Handled();
        }
        // The runtime may put a few bytes of its own on a thread; an object per count would be 16,000 at least.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    [Fact]
    public void It_can_be_shown_as_json()
    {
        _ledger.Row("trade", "a").Shed(ShedReason.Overflow);
        JsonSerializer.Serialize(_ledger.Snapshot()).ShouldContain("\"ShedBy\":{\"Overflow\":1}");
    }
}
