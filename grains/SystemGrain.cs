using Orleans.Concurrency;

namespace Genesis;

/// <summary>Reads what the host knows about itself. It keeps nothing, so every silo may have one beside the others.</summary>
[StatelessWorker]
public sealed class SystemGrain(HostIdentity host, TimeProvider time) : Grain, ISystemGrain
{
    /// <inheritdoc/>
    public Task<SystemStatus> GetStatus(CancellationToken cancellationToken) => Task.FromResult(
        new SystemStatus(host.Version, host.Engine, host.SiloName, host.ProcessId, host.StartedAt, time.GetUtcNow() - host.StartedAt));
}
