using Genesis.TestKit;

namespace Genesis.Tests.Runtime.Checkpoints;

/// <summary>Components that save their state before they answer, in virtual time.</summary>
public sealed class SaveTests
{
    private static readonly TimeSpan Disk = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void What_was_saved_is_there_after_a_kill_right_after_the_answer() => Run(async kit =>
    {
        for (var value = 1; value <= 20; value++)
        {
            (await kit.Ask("save")).As<int>().ShouldBe(value);
            await kit.Kill();
            (await kit.Ask("get")).As<int>().ShouldBe(value);
        }
    });

    [Fact]
    public void A_save_waits_for_its_write_and_not_for_the_interval() => Run(async kit =>
    {
        kit.SlowStore(Disk);
        var asked = kit.Elapsed;
        await kit.Ask("save");
        (kit.Elapsed - asked).ShouldBe(Disk);
        (await kit.Kept<Number>()).Value.ShouldBe(1);
        kit.Saves.ShouldBe(2, "at the start, and now");
    });

    [Fact]
    public void Saves_that_come_together_share_a_write() => Run(async kit =>
    {
        kit.SlowStore(Disk);
        var asked = kit.Elapsed;
        var version = kit.Status.CheckpointVersion;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => kit.Ask("save")));
        outcomes.Select(static outcome => outcome.As<int>()).ShouldBe(Enumerable.Range(1, 100), ignoreOrder: true);
        (kit.Status.CheckpointVersion - version).ShouldBeInRange(1, 2);
        (kit.Elapsed - asked).ShouldBeLessThanOrEqualTo(Disk * 2);
    });

    [Fact]
    public void A_save_of_what_is_being_written_already_waits_for_that_write() => Run(async kit =>
    {
        kit.SlowStore(Disk);
        var asked = kit.Elapsed;
        var version = kit.Status.CheckpointVersion;
        var first = kit.Ask("save");
        (await kit.Ask("save_only")).As<int>().ShouldBe(1);
        (kit.Elapsed - asked).ShouldBe(Disk, "not at once: it is not in the store before");
        (await first).As<int>().ShouldBe(1);
        (await kit.Ask("save_only")).As<int>().ShouldBe(1);
        (kit.Elapsed - asked).ShouldBe(Disk, "nothing is new");
        (kit.Status.CheckpointVersion - version).ShouldBe(1);
    });

    [Fact]
    public void Others_are_handled_while_a_save_is_awaited() => Run(async kit =>
    {
        kit.SlowStore(TimeSpan.FromSeconds(1));
        var saving = kit.Ask("save");
        var asked = kit.Elapsed;
        (await kit.Ask("get")).As<int>().ShouldBe(1);
        (kit.Elapsed - asked).ShouldBe(TimeSpan.Zero);
        kit.Status.Activity.ShouldBe(Activity.Idle);
        (await saving).As<int>().ShouldBe(1);
    });

    [Fact]
    public void What_changes_during_a_save_is_in_the_next_one() => Run(async kit =>
    {
        kit.SlowStore(Disk);
        var first = kit.Ask("save");
        await kit.Advance(Disk / 4);
        (await kit.Ask("save")).As<int>().ShouldBe(2);
        await kit.Kill();
        (await kit.Ask("get")).As<int>().ShouldBe(2);
        (await first).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void A_store_that_cannot_makes_the_save_fail_at_its_limit_and_has_the_state_once_it_can() => Run(async kit =>
    {
        kit.BreakStore("The disk is full.");
        var asked = kit.Elapsed;
        var outcome = await kit.Ask("save_within", 0.5);
        outcome.Kind.ShouldBe(OutcomeKind.Failed);
        outcome.Sentence.ShouldContain("The disk is full.");
        (kit.Elapsed - asked).ShouldBe(TimeSpan.FromSeconds(0.5));
        kit.Status.State.ShouldBe(Lifecycle.Degraded);
        kit.BreakStore(null);
        await kit.Advance(TimeSpan.FromSeconds(3));
        (await kit.Kept<Number>()).Value.ShouldBe(1);
    });

    [Fact]
    public void A_save_outlasts_a_short_failure_of_the_store() => Run(async kit =>
    {
        kit.BreakStore("The disk is full.");
        var saving = kit.Ask("save_within", 3.0, TimeSpan.FromSeconds(5));
        await kit.Advance(TimeSpan.FromSeconds(0.2));
        kit.BreakStore(null);
        (await saving).As<int>().ShouldBe(1);
        (await kit.Kept<Number>()).Value.ShouldBe(1);
    });

    [Fact]
    public void A_save_never_outlasts_what_is_being_handled() => Run(async kit =>
    {
        kit.BreakStore("The disk is full.");
        (await kit.Ask("save", timeout: TimeSpan.FromSeconds(0.3))).Kind.ShouldBe(OutcomeKind.TimedOut);
        await kit.Advance(TimeSpan.FromMilliseconds(1));
        kit.Status.Failures.ShouldBe(1);
    });

    [Fact]
    public void With_nothing_new_a_save_writes_nothing() => Run(async kit =>
    {
        await kit.Ask("save");
        var version = kit.Status.CheckpointVersion;
        (await kit.Ask("save_only")).IsOk.ShouldBeTrue();
        kit.Status.CheckpointVersion.ShouldBe(version);
    });

    [Fact]
    public void A_restart_gives_up_the_saves_of_the_instance_before() => Run(async kit =>
    {
        kit.SlowStore(TimeSpan.FromSeconds(1));
        var saving = kit.Ask("save");
        await kit.Advance(TimeSpan.FromSeconds(0.1));
        await kit.Fail();
        (await saving).IsOk.ShouldBeFalse();
        await kit.Advance(TimeSpan.FromSeconds(3));
        // The write was under way, so its state counts.
        (await kit.Ask("get")).As<int>().ShouldBe(1);
    });

    [Fact]
    public void The_handler_of_a_durable_event_that_has_changed_the_state_may_not_save() => Run(async kit =>
    {
        await kit.Tell("order.new");
        await kit.Advance(TimeSpan.FromSeconds(1));
        kit.Status.LastFailure.ShouldNotBeNull().ShouldContain("durable event order.new");
    });

    [Fact]
    public void Others_are_handled_during_a_delay() => Run(async kit =>
    {
        var asked = kit.Elapsed;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => kit.Ask("delay")));
        outcomes.ShouldAllBe(static outcome => outcome.IsOk);
        (kit.Elapsed - asked).ShouldBe(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void A_start_may_save() => Run(async kit =>
    {
        await kit.Restart();
        (await kit.Ask("started")).As<int>().ShouldBe(2);
    });

    private static void Run(Func<ComponentKit, Task> test) => ComponentTest.Run<Saver>(new ComponentTestOptions { Subscriptions = { "order.*" } }, test);

    private sealed record Number(int Value, int Starts);

    private sealed class Saver : Component<Number>
    {
        protected override Number InitialState => new(0, 0);

        protected internal override ValueTask OnStart()
        {
            State = State with { Starts = State.Starts + 1 };
            return Context.Save();
        }

        protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
        {
            switch (request.Type)
            {
                case "save" or "save_within":
                    State = State with { Value = State.Value + 1 };
                    var value = State.Value;
                    await Context.Save(request.Type == "save" ? null : TimeSpan.FromSeconds(request.Data.As<double>()));
                    return value;
                case "save_only":
                    await Context.Save();
                    return State.Value;
                case "delay":
                    await Context.Delay(TimeSpan.FromSeconds(1));
                    return State.Value;
                case "get": return State.Value;
                case "started": return State.Starts;
                default: return ComponentRequest.Unknown;
            }
        }

        protected internal override async ValueTask OnEvent(ComponentEvent happened)
        {
            State = State with { Value = 100 };
            await Context.Save();
        }
    }
}
