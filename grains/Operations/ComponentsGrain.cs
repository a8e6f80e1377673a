using System.Collections.Immutable;
using System.Text.Json;
using Genesis.Hosting;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Genesis.Operations;

/// <summary>Looks at components and handles them on behalf of operators.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class ComponentsGrain(IComponents components, IComponentBus bus, ComponentDirectory directory, LocalComponents local, IServiceProvider services) : Grain, IComponentsGrain
{
    private const int MostNames = 10_000;

    public Task<ImmutableArray<string>> GetNames(string beginning, int most) => Task.FromResult<ImmutableArray<string>>(
    [
        .. directory.Routes.Select(static route => route.Id).Where(id => id.StartsWith(beginning, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(Math.Clamp(most, 0, MostNames)),
    ]);

    public async Task<ComponentDetails?> Find(string id)
    {
        if (directory.Find(id) is not { } route || await components.Status(id) is not { } status) return null;
        return new ComponentDetails(
            status, route.Registration, local.Find(id)?.Life.History.Changes ?? [], bus.Routes.FirstOrDefault(one => one.Target == id));
    }

    public Task<string?> Nearest(string id) => Task.FromResult(Spelling.Nearest(id, directory.Routes.Select(static route => route.Id).Take(MostNames)));

    public Task<RegistrationResult> Register(ComponentRegistration registration) => components.Register(registration);

    public async Task<OperationResult> Remove(string id, string reason)
    {
        if (directory.Find(id) is null) return Unknown(id);
        var removed = await components.Remove(id, reason);
        return removed.Accepted
            ? new(true, removed.Warning ?? $"{id} is removed. Its checkpoint stays: registered again, it goes on from there.")
            : new(false, string.Join(" ", removed.Problems));
    }

    public async Task<OperationResult> Restart(string id, string reason) =>
        await components.Restart(id, reason) ? new(true, $"{id} is restarted from its last checkpoint.") : Unknown(id);

    public async Task<OperationResult> Release(string id, string reason)
    {
        if (await components.Status(id) is not { } status) return Unknown(id);
        if (status.State != Lifecycle.Quarantined) return new(false, $"{id} is {status.State.ToString().ToLowerInvariant()}, not quarantined. To restart it all the same: genesis components restart {id}");
        await components.Restart(id, reason);
        return new(true, $"{id} is released from quarantine and restarted. It had been quarantined because: {status.StateReason}");
    }

    public async Task<CheckpointList> GetCheckpoints(string id, CancellationToken cancellationToken)
    {
        if (Store() is not { } store) return new(id, [], Foreign);
        try
        {
            var versions = ImmutableArray.CreateBuilder<CheckpointVersion>();
            foreach (var version in await Versions(store, id, cancellationToken)) versions.Add(await Describe(store, id, version, cancellationToken));
            if (versions.Count > 0) return new(id, versions.ToImmutable());
            return new(id, [], directory.Find(id) is null ? Unknown(id).Sentence : $"{id} has no checkpoint: it keeps no state, or nothing has changed yet.");
        }
        catch (StorageUnavailableException exception)
        {
            return new(id, [], exception.Message);
        }
    }

    public async Task<CheckpointContent> ReadCheckpoint(string id, long? version, CancellationToken cancellationToken)
    {
        if (Store() is not { } store) return new(id, 0, null, Foreign);
        try
        {
            var versions = await Versions(store, id, cancellationToken);
            var wanted = version is { } number ? versions.FirstOrDefault(one => one.Version == number) : versions.FirstOrDefault(static one => one.Fault is null);
            if (wanted is null && versions.Count == 0) return new(id, 0, null, directory.Find(id) is null ? Unknown(id).Sentence : $"{id} has no checkpoint.");
            if (wanted is null) return new(id, 0, null, $"Of {id} these versions are kept: {string.Join(", ", versions.Select(static one => one.Version))}.");
            if (wanted.Fault is { } fault) return new(id, wanted.Version, null, $"Version {wanted.Version} of {id} cannot be read: {fault}");
            return await store.Read(GrainIdOf(id), wanted.StateName, wanted.Version, cancellationToken) is { } content
                ? new(id, wanted.Version, Payload.FromJson(content.Span, PayloadLimits.Unbounded))
                : new(id, wanted.Version, null, $"Version {wanted.Version} of {id} has just been replaced by a newer one. Ask again.");
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StateRefusedException or InvalidDataException)
        {
            return new(id, 0, null, exception.Message);
        }
    }

    private const string Foreign = "This host keeps checkpoints in a store of its own, which cannot list versions.";

    private IStoredVersions? Store() => services.GetKeyedService<IStoredVersions>(StoreNames.Checkpoints);

    private GrainId GrainIdOf(string id) => GrainFactory.GetGrain<IComponentGrain>(id).GetGrainId();

    private async Task<IReadOnlyList<StoredVersion>> Versions(IStoredVersions store, string id, CancellationToken cancellationToken) =>
        [.. (await store.List(GrainIdOf(id), cancellationToken)).OrderByDescending(static version => version.Version)];

    private async Task<CheckpointVersion> Describe(IStoredVersions store, string id, StoredVersion version, CancellationToken cancellationToken)
    {
        var (type, generation, shape) = ((string?)null, (long?)null, (int?)null);
        if (version.Fault is null && await store.Read(GrainIdOf(id), version.StateName, version.Version, cancellationToken) is { } content)
        {
            using var json = JsonDocument.Parse(content);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (Is(property, nameof(Checkpoint.ComponentType))) type = property.Value.GetString();
                else if (Is(property, nameof(Checkpoint.Generation))) generation = property.Value.GetInt64();
                else if (Is(property, nameof(Checkpoint.StateVersion))) shape = property.Value.GetInt32();
            }
        }
        return new CheckpointVersion(version.Version, version.Time, version.Size, type, generation, shape, version.Fault);
    }

    private static bool Is(JsonProperty property, string name) => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private OperationResult Unknown(string id) => new(false, $"There is no component {id}. {directory.Nearest(id)}".TrimEnd());
}
