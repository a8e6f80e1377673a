namespace Genesis.Embedded.Activations;

/// <summary>
/// Brings awaits in grain code back to their activation. It exists beside the TaskScheduler (which Task.Factory.StartNew
/// and ContinueWith use) because a continuation costs half as much this way.
/// </summary>
internal sealed class TurnContext(Activation activation) : SynchronizationContext
{
    public Activation Activation { get; } = activation;

    public override void Post(SendOrPostCallback d, object? state) => Activation.Post(d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException(
        "A grain's context cannot be entered synchronously: it would block a thread until the grain is free. Call the grain, or post.");

    public override SynchronizationContext CreateCopy() => this;
}
