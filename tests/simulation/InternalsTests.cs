using Genesis.Simulations.Internals;
using Orleans.Storage;

namespace Genesis.Tests.Simulations;

/// <summary>The members of Orleans that are not public: a version of Orleans without one of them fails here.</summary>
public sealed class InternalsTests
{
    [Fact]
    public void The_current_grain_of_a_thread_can_be_set() =>
        Genesis.Simulations.Simulation.Run(1, static _ => { }, static async simulation =>
    {
        // A grain outside its own context would have no runtime and no factory.
        (await simulation.Grains.GetGrain<IRecorder>("r").All()).ShouldBe("");
        OrleansInternals.SetCurrentGrain(null);
    });

    [Fact]
    public void An_inconsistent_state_can_be_kept_from_ending_another_activation()
    {
        var exception = new InconsistentStateException("stale", "1", "2");

        OrleansInternals.IsSourceActivation(exception).ShouldBeTrue();
        OrleansInternals.ClearSourceActivation(exception);
        OrleansInternals.IsSourceActivation(exception).ShouldBeFalse();
    }

    [Fact]
    public void A_rejection_can_be_made() => OrleansInternals.Rejection("nobody takes it").Message.ShouldBe("nobody takes it");
}
