namespace Genesis;

/// <summary>Names of the stores.</summary>
public static class StoreNames
{
    /// <summary>Where the checkpoints of components are.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The states of the system's own grains, such as the registry.</summary>
    public const string System = "system";

    /// <summary>The subscriptions to streams; Orleans' name.</summary>
    public const string PubSub = Orleans.Providers.ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME;
}
