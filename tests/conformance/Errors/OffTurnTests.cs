namespace Genesis.Tests.Conformance.Errors;

public interface IOffTurnGrain : IGrainWithStringKey
{
    Task RegisterTimerElsewhere();

    Task UseFactoryElsewhere();

    Task<string> CallElsewhere(IFailingGrain other);

    Task DeactivateElsewhere();
}

/// <summary>Does things outside its turns, some of which are wrong.</summary>
public sealed class OffTurnGrain : Grain, IOffTurnGrain
{
    public Task RegisterTimerElsewhere() =>
        Task.Run(() => this.RegisterGrainTimer(static () => Task.CompletedTask, new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromSeconds(1))));

    public Task UseFactoryElsewhere() => Task.Run(() => GrainFactory.GetGrain<IFailingGrain>("other"));

    public Task<string> CallElsewhere(IFailingGrain other) => Task.Run(other.Ping);

    public Task DeactivateElsewhere() => Task.Run(DeactivateOnIdle);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.For(this.GetPrimaryKeyString()).Add("deactivated");
        return Task.CompletedTask;
    }
}

public sealed class OffTurnTests(DefaultEngine engine)
{
    private readonly string _key = TestIds.Key();

    private IOffTurnGrain Grain => engine.Grains.GetGrain<IOffTurnGrain>(_key);

    [Fact]
    public Task A_timer_cannot_be_registered_outside_the_grains_turns() => Should.ThrowAsync<Exception>(() => Grain.RegisterTimerElsewhere());

    [Fact]
    public Task The_grain_factory_of_a_grain_is_for_its_turns() => Should.ThrowAsync<InvalidOperationException>(() => Grain.UseFactoryElsewhere());

    [Fact]
    public async Task References_may_be_called_anywhere() => (await Grain.CallElsewhere(engine.Grains.GetGrain<IFailingGrain>(_key))).ShouldBe("still here");

    [Fact]
    public async Task Deactivation_may_be_asked_for_anywhere()
    {
        await Grain.DeactivateElsewhere();
        await Journal.For(_key).Until(1, "deactivated");
    }
}
