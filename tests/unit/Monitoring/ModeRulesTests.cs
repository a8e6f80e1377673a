using FsCheck;
using FsCheck.Fluent;
using Genesis.Monitoring;

namespace Genesis.Tests.Unit.Monitoring;

public sealed class ModeRulesTests
{
    private static readonly ModeOptions Options = new();

    [Theory]
    [InlineData(10, 0, SystemMode.Normal)]
    [InlineData(10, 2, SystemMode.Normal)]
    [InlineData(10, 3, SystemMode.Safe)]
    [InlineData(10, 5, SystemMode.Safe)]
    [InlineData(10, 6, SystemMode.Emergency)]
    [InlineData(1, 1, SystemMode.Emergency)]
    [InlineData(0, 0, SystemMode.Normal)]
    public void Above_a_fifth_is_safe_and_above_a_half_is_emergency(int components, int failed, SystemMode mode) =>
        ModeRules.Next(ModeState.Start, Inputs(components, failed), Options, At(0)).State.Mode.ShouldBe(mode);

    [Fact]
    public void A_share_that_is_the_threshold_is_not_above_it_whatever_the_weights_add_up_to()
    {
        double[] weights = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
        var inputs = new ModeInputs(10, weights.Sum(), 2, weights[0] + weights[1], []);
        inputs.FailedShare.ShouldBeGreaterThan(Options.SafeAbove);
        ModeRules.Next(ModeState.Start, inputs, Options, At(0)).State.Mode.ShouldBe(SystemMode.Normal);
    }

    [Fact]
    public void Up_at_once_and_down_step_by_step_after_a_second_below()
    {
        var state = ModeState.Start;
        Step(ref state, 0, 3).ShouldBe((SystemMode.Safe, true));
        Step(ref state, 0.1, 6).ShouldBe((SystemMode.Emergency, true));
        Step(ref state, 1, 4).ShouldBe((SystemMode.Emergency, false));
        Step(ref state, 1.9, 4).ShouldBe((SystemMode.Emergency, false));
        Step(ref state, 2, 4).ShouldBe((SystemMode.Safe, true));
        Step(ref state, 5, 1).ShouldBe((SystemMode.Safe, false));
        Step(ref state, 5.5, 3).ShouldBe((SystemMode.Safe, false));
        Step(ref state, 5.6, 1).ShouldBe((SystemMode.Safe, false));
        Step(ref state, 6.5, 1).ShouldBe((SystemMode.Safe, false));
        Step(ref state, 6.6, 1).ShouldBe((SystemMode.Normal, true));
        state.ShouldBe(ModeState.Start);
    }

    [Fact]
    public void From_emergency_it_goes_to_normal_directly_when_both_thresholds_are_clear()
    {
        var state = ModeState.Start;
        Step(ref state, 0, 10);
        Step(ref state, 1, 0).ShouldBe((SystemMode.Emergency, false));
        Step(ref state, 2, 0).ShouldBe((SystemMode.Normal, true));
    }

    [Fact]
    public void It_says_when_to_look_again()
    {
        var up = ModeRules.Next(ModeState.Start, Inputs(10, 6), Options, At(0));
        up.LookAgainAt.ShouldBeNull();
        var waiting = ModeRules.Next(up.State, Inputs(10, 1), Options, At(3));
        waiting.LookAgainAt.ShouldBe(At(4));
        ModeRules.Next(waiting.State, Inputs(10, 1), Options, At(4)).LookAgainAt.ShouldBeNull();
    }

    [Fact]
    public void It_says_why()
    {
        var up = ModeRules.Next(ModeState.Start, Inputs(10, 6), Options, At(0));
        up.Reason.ShouldBe("6 of 10 components failed, 60% of the weight: more than the 50% of EMERGENCY.");
        ModeRules.Next(up.State, Inputs(10, 4), Options, At(0)).Reason.ShouldBe("4 of 10 components failed, 40% of the weight: since a moment not more than the 50% of EMERGENCY.");
        ModeRules.Next(ModeState.Start, Inputs(10, 1), Options, At(0)).Reason.ShouldBe("1 of 10 components failed, 10% of the weight: not more than the 20% of SAFE.");
        ModeRules.Next(ModeState.Start, ModeInputs.None, Options, At(0)).Reason.ShouldBe("There are no components.");
    }

    [Fact]
    public void A_heavy_component_counts_for_more() =>
        ModeRules.Next(ModeState.Start, new ModeInputs(10, 19, 1, 10, []), Options, At(0)).State.Mode.ShouldBe(SystemMode.Emergency);

    [Fact]
    public void Failed_recovering_and_quarantined_count_as_failed_and_stopped_ones_not_at_all()
    {
        Enum.GetValues<Lifecycle>().Where(ModeRules.Failed).ShouldBe([Lifecycle.Failed, Lifecycle.Recovering, Lifecycle.Quarantined]);
        Enum.GetValues<Lifecycle>().Where(state => !ModeRules.Counts(state)).ShouldBe([Lifecycle.Stopping, Lifecycle.Stopped]);
    }

    [Fact]
    public void Thresholds_change_while_it_runs()
    {
        var safe = ModeRules.Next(ModeState.Start, Inputs(10, 3), Options, At(0)).State;
        var relaxed = new ModeOptions { SafeAbove = 0.4, StepDownAfter = TimeSpan.Zero };
        ModeRules.Next(safe, Inputs(10, 3), relaxed, At(0.1)).State.Mode.ShouldBe(SystemMode.Normal);
    }

    [Fact]
    public void The_mode_is_never_too_low_and_too_high_for_a_second_at_most() => Prop.ForAll(Histories(), static history =>
    {
        var state = ModeState.Start;
        var now = TimeSpan.Zero;
        var seen = new List<(TimeSpan At, SystemMode Raw)>();
        foreach (var (failed, wait) in history)
        {
            now += TimeSpan.FromMilliseconds(wait);
            var share = failed / 20.0;
            var raw = share > 0.5 ? SystemMode.Emergency : share > 0.2 ? SystemMode.Safe : SystemMode.Normal;
            seen.Add((now, raw));
            var previous = state.Mode;
            var decision = ModeRules.Next(state, Inputs(20, failed), Options, now);
            state = decision.State;
            decision.Changed.ShouldBe(state.Mode != previous);
            (state.Mode >= raw).ShouldBeTrue();
            if (state.Mode > previous) state.Mode.ShouldBe(raw);
            var mode = state.Mode;
            if (mode > raw)
            {
                var below = seen.AsEnumerable().Reverse().TakeWhile(look => look.Raw < mode).Last();
                (now - below.At).ShouldBeLessThan(TimeSpan.FromSeconds(1));
            }
            if (mode < previous)
            {
                seen.Where(look => look.At > now - TimeSpan.FromSeconds(1)).ShouldAllBe(look => look.Raw <= mode);
            }
        }
    }).QuickCheckThrowOnFailure();

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static ModeInputs Inputs(int components, int failed) => new(components, components, failed, failed, []);

    private static (SystemMode Mode, bool Changed) Step(ref ModeState state, double seconds, int failed)
    {
        var decision = ModeRules.Next(state, Inputs(10, failed), Options, At(seconds));
        state = decision.State;
        return (state.Mode, decision.Changed);
    }

    private static Arbitrary<List<(int Failed, int Wait)>> Histories() =>
        (from failed in Gen.Frequency((1, Gen.Choose(0, 20)), (2, Gen.Choose(0, 4)))
         from wait in Gen.Choose(0, 700)
         select (failed, wait)).ListOf(80).ToArbitrary();
}
