namespace Genesis.Tests.Runtime.Fixture;

internal static class ScriptedComponents
{
    public static GenesisBuilder Add(
        this GenesisBuilder builder, string id, Func<Scripted, ComponentRequest, ValueTask<object?>>? onRequest = null, ComponentPolicies? policies = null,
        Func<Scripted, ComponentEvent, ValueTask>? onEvent = null, params string[] subscriptions)
    {
        builder.AddComponentType(id + "-type", (_, _) => new Scripted(onRequest, onEvent));
        return builder.AddComponent(new ComponentRegistration
        {
            Id = id,
            Type = id + "-type",
            Policies = policies ?? ComponentPolicies.Default,
            Subscriptions = [.. subscriptions.Select(pattern => new ComponentSubscription(pattern))],
        });
    }
}
