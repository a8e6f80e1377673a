using Genesis.Hosting;
using Orleans.Concurrency;

namespace Genesis;

/// <summary>Reads what the host knows about itself. It keeps nothing, so every silo may have one beside the others.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class SystemGrain(HostIdentity host, ModeGate mode, ComponentDirectory directory, ComponentBus bus, HostCounters counters, TimeProvider time) : Grain, ISystemGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Task<SystemStatus> GetStatus(CancellationToken cancellationToken) => Task.FromResult(new SystemStatus(
        host.Version, host.Orleans, host.SiloName, host.ProcessId, host.StartedAt, time.GetUtcNow() - host.StartedAt, mode.Mode, directory.Count, host.Storage, counters.Read()));

    /// <inheritdoc/>
    public async Task<ComponentPage> GetComponents(string? after, int most, CancellationToken cancellationToken)
    {
        var ids = directory.Routes.Select(static route => route.Id).Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).ToArray();
        most = Math.Clamp(most, 1, ISystemGrain.LargestPage);
        // Those of this process answer at once, whatever they do; those of others take a call each.
        var statuses = await Task.WhenAll(ids.Take(most).Select(Status));
        return new ComponentPage([.. statuses.OfType<ComponentStatus>()], directory.Count, ids.Length > most);
    }

    private async Task<ComponentStatus?> Status(string id)
    {
        var outcome = await bus.Ask(id, CriticalRequests.Status, null, Patience, ComponentBus.Outside);
        if (outcome.IsOk) return outcome.As<ComponentStatus>();
        if (directory.Find(id) is not { } route) return null;
        return new ComponentStatus
        {
            Id = id,
            Type = route.Registration.Type,
            State = Lifecycle.Failed,
            StateSince = time.GetUtcNow(),
            StateReason = $"It does not answer: {outcome.Sentence}",
            Activity = Activity.Idle,
        };
    }
}
