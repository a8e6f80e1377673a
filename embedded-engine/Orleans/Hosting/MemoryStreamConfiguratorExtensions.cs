using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Settings of memory streams.</summary>
public static class MemoryStreamConfiguratorExtensions
{
    /// <summary>Accepted, without effect: every stream has a queue of its own here.</summary>
    public static void ConfigurePartitioning(
        this IMemoryStreamConfigurator configurator, int numOfQueues = HashRingStreamQueueMapperOptions.DEFAULT_NUM_QUEUES) =>
        configurator.Configure<HashRingStreamQueueMapperOptions>(builder => builder.Configure(options => options.TotalQueueCount = numOfQueues));
}
