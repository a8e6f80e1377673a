namespace Orleans.Configuration;

/// <summary>The bound of a stream provider's queues.</summary>
public class SimpleQueueCacheOptions
{
    /// <summary>The default of <see cref="CacheSize"/>.</summary>
    public const int DEFAULT_CACHE_SIZE = 4096;

    /// <summary>How many published batches are held for consumers, at most.</summary>
    public int CacheSize { get; set; } = DEFAULT_CACHE_SIZE;
}
