using Genesis.Monitoring;

namespace Genesis.Tests.Unit.Monitoring;

public sealed class SystemHealthTests
{
    [Fact]
    public void Reports_of_all_silos_are_added_up_and_old_ones_passed_over()
    {
        var health = new SystemHealth();
        health.Add(Report(1, 1, 10, 1), At(0));
        health.Add(Report(2, 5, 20, 2), At(0));
        (health.Inputs.Components, health.Inputs.FailedComponents, health.Inputs.FailedShare, health.Found).ShouldBe((30, 3, 0.1, 30));
        health.Add(Report(2, 4, 20, 20), At(1));
        health.Inputs.FailedComponents.ShouldBe(3);
        health.Add(Report(2, 6, 20, 0), At(1));
        health.Inputs.FailedComponents.ShouldBe(1);
        health.Counts.Admitted.ShouldBe(30);
    }

    [Fact]
    public void The_components_of_a_silent_silo_count_as_failed_until_they_run_elsewhere()
    {
        var health = new SystemHealth();
        health.Add(Report(1, 1, 10, 0), At(0));
        health.Add(Report(2, 1, 10, 0), At(3));
        health.Expire(At(5), TimeSpan.FromSeconds(5)).ShouldBeEmpty();
        health.Expire(At(5.1), TimeSpan.FromSeconds(5)).ShouldBe([1]);
        (health.Inputs.Components, health.Inputs.FailedComponents, health.Inputs.FailedShare, health.Found).ShouldBe((20, 10, 0.5, 10));

        health.Add(Report(2, 2, 20, 0), At(6));
        health.ForgetLost();
        (health.Inputs.Components, health.Inputs.FailedComponents, health.Found).ShouldBe((20, 0, 20));
        // What it had counted is not lost with it.
        health.Counts.Admitted.ShouldBe(30);
    }

    [Fact]
    public void One_that_leaves_takes_its_components_along_and_leaves_its_figures()
    {
        var health = new SystemHealth();
        health.Add(Report(1, 1, 10, 10), At(0));
        health.Add(Report(1, 2, 10, 10) with { Leaves = true }, At(1));
        (health.Silos, health.Inputs.Components, health.Found, health.Counts.Admitted).ShouldBe((0, 0, 0, 10));
    }

    [Fact]
    public void Of_many_that_failed_the_weightiest_are_named_first()
    {
        var failed = Enumerable.Range(0, 200).Select(i => new FailedComponent($"c{i:000}", Lifecycle.Failed, i == 150 ? 5 : 1, "it broke"));
        var named = SystemHealth.Foremost(failed);
        named.Length.ShouldBe(100);
        named.Take(3).Select(static one => one.Id).ShouldBe(["c150", "c000", "c001"]);
    }

    [Fact]
    public void Figures_stand_beside_their_targets()
    {
        FigureMath.Of(FigureCounts.None).WithTargets().ShouldAllBe(static figure => figure.IsMet == null && figure.Value == "-");
        var figures = FigureMath.Of(new FigureCounts { Admitted = 1000, Ok = 949, Automatic = 9, ByHand = 1, Strained = 10, StrainedOk = 8, Timed = 2, RecoveryTime = TimeSpan.FromSeconds(3) });
        figures.WithTargets().Select(static figure => $"{figure.Name}: {figure.Value}, {figure.Target}, {figure.IsMet}").ShouldBe(
        [
            "availability: 94.9%, at least 95%, False", "automatic recovery: 90%, at least 90%, True", "recovery, mean: 1.5 s, at most 60 s, True",
            "recovery, 99%: 0 s, at most 2 s, True", "operability with 30% failed: 80%, at least 80%, True",
        ]);
    }

    private static SiloReport Report(long process, long number, int components, int failed) => new()
    {
        Process = process,
        Number = number,
        Uptime = TimeSpan.FromMinutes(1),
        Health = new ModeInputs(components, components, failed, failed, []),
        States = [components],
        Figures = new FigureCounts { Admitted = components },
    };

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
