namespace Orleans.Configuration;

/// <summary>The number of queues behind a stream provider. The embedded engine accepts it without effect.</summary>
public class HashRingStreamQueueMapperOptions
{
    /// <summary>The default of <see cref="TotalQueueCount"/>.</summary>
    public const int DEFAULT_NUM_QUEUES = 8;

    /// <summary>The number of queues.</summary>
    public int TotalQueueCount { get; set; } = DEFAULT_NUM_QUEUES;
}
