namespace Genesis.Hosting;

/// <summary>
/// Keeps a silo from a gateway port that is taken. Orleans shares such a port with whoever listens there, and clients would come to either.
/// </summary>
internal sealed class GatewayPort(int port) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(GatewayPort), ServiceLifecycleStage.RuntimeInitialize, _ =>
    {
        LocalPorts.ThrowIfTaken(port);
        return Task.CompletedTask;
    });
}
