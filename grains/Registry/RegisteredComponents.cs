namespace Genesis.Registry;

/// <inheritdoc cref="IComponents"/>
internal sealed class RegisteredComponents(IGrainFactory grains, ComponentDirectory directory, IComponentBus bus) : IComponents
{
    public Task<RegistrationResult> Register(ComponentRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return Registry.Register(registration);
    }

    public Task<RegistrationResult> Remove(string id, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return Registry.Remove(id, reason);
    }

    public IReadOnlyList<ComponentRegistration> List() => [.. directory.Routes.Select(static route => route.Registration).OrderBy(static registration => registration.Id, StringComparer.Ordinal)];

    public async Task<ComponentStatus?> Status(string id)
    {
        var outcome = await bus.Ask(id, CriticalRequests.Status);
        return outcome.Kind == OutcomeKind.UnknownComponent ? null : outcome.As<ComponentStatus>();
    }

    public async Task<bool> Restart(string id, string reason)
    {
        if (directory.Find(id) is not { } route) return false;
        await route.Grain.Restart(reason);
        return true;
    }

    public async Task<bool> Release(string id, string reason) => await Status(id) is { State: Lifecycle.Quarantined } && await Restart(id, reason);

    private IRegistryGrain Registry => grains.GetGrain<IRegistryGrain>(IRegistryGrain.Key);
}
