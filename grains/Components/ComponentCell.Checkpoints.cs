namespace Genesis;

/// <content>What is kept of the component.</content>
internal sealed partial class ComponentCell : IKeptComponent
{
    Task IKeptComponent.WhenWhole() => Events.WhenWhole();

    /// <summary>What is kept of the component at this moment. The state is immutable, so its reference is a snapshot.</summary>
    Checkpoint IKeptComponent.Capture() => Events.AddTo(new Checkpoint
    {
        ComponentType = Registration.Type,
        StateVersion = Checkpoints.Kept?.Version ?? 0,
        State = Checkpoints.Kept?.Current is { } state ? Payload.Of(state) : null,
        LastActivity = Clock.ToUtc(_lastActivity),
        Generation = Generation,
        Writer = Checkpoints.Writer,
    });

    void IKeptComponent.Captured() => Events.Resume();

    void IKeptComponent.Written(Checkpoint checkpoint) => Events.Written(checkpoint);

    void IKeptComponent.ProblemChanged() => Life.ShowImpairment();
}
