namespace Orleans.Configuration;

/// <summary>Which cluster and service a silo or client belongs to.</summary>
public class ClusterOptions
{
    /// <summary>The default of <see cref="ClusterId"/>.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The default of <see cref="ServiceId"/>.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>The cluster: silos and clients of different clusters do not talk to each other.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The service: storage providers keep the data of different services apart. Must not change when the service is deployed anew.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
