using Microsoft.Extensions.Logging;

namespace Genesis.Streams;

/// <summary>Delivers what was accepted before the agents of a stopping silo stop, or says how much was left at the deadline.</summary>
internal sealed partial class StreamDrain(StreamHub hub, TimeProvider time, ILogger<StreamDrain> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    // Agents stop with the stage "active". What is later than that stops earlier.
    private const int Stage = ServiceLifecycleStage.Active + 1;

    private readonly ILogger _log = log;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe($"{nameof(StreamDrain)} {hub.Name}", Stage, static _ => Task.CompletedTask, Stop);

    private async Task Stop(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(hub.Options.DrainTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var left = await hub.CloseAsync(end.Token);
        if (left > 0) LogLeft(hub.Name, left, hub.Options.DrainTimeout);
    }
}
