using FsCheck;
using FsCheck.Fluent;
using Genesis.Supervision;

namespace Genesis.Tests.Unit.Supervision;

public sealed class LifecycleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_life_with_a_failure_in_it()
    {
        var history = new LifecycleHistory();
        history.State.ShouldBe(Lifecycle.Registered);
        history.Last.ShouldBeNull();
        Lifecycle[] life = [Lifecycle.Starting, Lifecycle.Running, Lifecycle.Failed, Lifecycle.Recovering, Lifecycle.Running, Lifecycle.Degraded, Lifecycle.Running, Lifecycle.Stopping, Lifecycle.Stopped];
        foreach (var state in life) history.Move(state, Noon, $"to {state}").To.ShouldBe(state);
        history.Changes.Select(change => change.To).ShouldBe(life);
        history.Last.ShouldBe(new LifecycleChange(Lifecycle.Stopping, Lifecycle.Stopped, Noon, "to Stopped"));
    }

    [Fact]
    public void An_illegal_change_throws_and_says_what_is_allowed()
    {
        var history = new LifecycleHistory();
        history.Move(Lifecycle.Starting, Noon, "");
        history.Move(Lifecycle.Stopping, Noon, "");
        Should.Throw<InvalidOperationException>(() => history.Move(Lifecycle.Running, Noon, "")).Message.ShouldBe(
            "A component that is Stopping cannot become Running. From Stopping it may become Stopped. The allowed changes are in LifecycleTable.");
        history.State.ShouldBe(Lifecycle.Stopping);
        history.Changes.Length.ShouldBe(2);
    }

    [Fact]
    public void A_change_from_a_state_that_it_has_left_is_not_made()
    {
        var history = new LifecycleHistory();
        history.Move(Lifecycle.Starting, Noon, "");
        history.Move(Lifecycle.Running, Noon, "");
        history.TryMove(Lifecycle.Running, Lifecycle.Stopping, Noon, "asked to").ShouldNotBeNull();
        history.TryMove(Lifecycle.Running, Lifecycle.Failed, Noon, "a late ping").ShouldBeNull();
        history.State.ShouldBe(Lifecycle.Stopping);
        Should.Throw<InvalidOperationException>(() => history.TryMove(Lifecycle.Stopped, Lifecycle.Running, Noon, ""));
    }

    [Fact]
    public void The_last_32_changes_are_kept()
    {
        var history = new LifecycleHistory();
        history.Move(Lifecycle.Starting, Noon, "");
        for (var i = 0; i < 50; i++)
        {
            history.Move(i % 2 == 0 ? Lifecycle.Running : Lifecycle.Degraded, Noon.AddSeconds(i), "");
            history.Changes.Length.ShouldBe(Math.Min(i + 2, 32));
        }
        history.Changes.Select(change => change.At).ShouldBe(Enumerable.Range(18, 32).Select(i => Noon.AddSeconds(i)));
    }

    [Fact]
    public void Every_state_is_reached_from_the_first_and_can_end_stopped()
    {
        Reachable(Lifecycle.Registered).ShouldBe(Enum.GetValues<Lifecycle>().Where(state => state != Lifecycle.Registered), ignoreOrder: true);
        foreach (var state in Enum.GetValues<Lifecycle>()) Reachable(state).ShouldContain(Lifecycle.Stopped, $"{state}");
    }

    [Fact]
    public void Stopping_wins() => LifecycleTable.After(Lifecycle.Stopping).ShouldBe([Lifecycle.Stopped]);

    [Fact]
    public void Whatever_is_tried_the_table_is_kept() => Prop.ForAll(ArbMap.Default.ArbFor<Lifecycle[]>(), static tries =>
    {
        var history = new LifecycleHistory();
        foreach (var to in tries)
        {
            var from = history.State;
            if (LifecycleTable.Allows(from, to)) history.Move(to, Noon, "").From.ShouldBe(from);
            else Should.Throw<InvalidOperationException>(() => history.Move(to, Noon, ""));
            history.State.ShouldBe(LifecycleTable.Allows(from, to) ? to : from);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Of_threads_that_make_the_same_change_one_does()
    {
        for (var round = 0; round < 500; round++)
        {
            var history = new LifecycleHistory();
            history.Move(Lifecycle.Starting, Noon, "");
            history.Move(Lifecycle.Running, Noon, "");
            var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(
                () => history.TryMove(Lifecycle.Running, i % 2 == 0 ? Lifecycle.Failed : Lifecycle.Stopping, Noon, ""), TestContext.Current.CancellationToken)));
            made.Count(change => change is not null).ShouldBe(1);
            history.Changes.Length.ShouldBe(3);
        }
    }

    private static HashSet<Lifecycle> Reachable(Lifecycle from)
    {
        var seen = new HashSet<Lifecycle>();
        var open = new Queue<Lifecycle>([from]);
        while (open.TryDequeue(out var state))
        {
            foreach (var next in LifecycleTable.After(state))
            {
                if (seen.Add(next)) open.Enqueue(next);
            }
        }
        return seen;
    }
}
