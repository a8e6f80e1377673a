using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>The parts of a silo's provider.</summary>
internal sealed class StreamQueueAdapterFactory(StreamHub hub, ILoggerFactory logs)
    : IQueueAdapterFactory, IQueueAdapterCache, IStreamQueueMapper
{
    private readonly Task<IStreamFailureHandler> _failures =
        Task.FromResult<IStreamFailureHandler>(new DeliveryFailureHandler(hub.Name, logs.CreateLogger<DeliveryFailureHandler>()));

    public static IQueueAdapterFactory Create(IServiceProvider services, string name) =>
        new StreamQueueAdapterFactory(services.GetRequiredKeyedService<StreamHub>(name), services.GetRequiredService<ILoggerFactory>());

    public Task<IQueueAdapter> CreateAdapter() => CreateAdapter(CancellationToken.None);

    public Task<IQueueAdapter> CreateAdapter(CancellationToken cancellationToken) =>
        Task.FromResult<IQueueAdapter>(new StreamQueueAdapter(hub));

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => this;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => _failures;

    public IQueueCache CreateQueueCache(QueueId queueId) => new StreamQueueCache(hub.Queues[(int)queueId.GetNumericId()]);

    public IEnumerable<QueueId> GetAllQueues() => hub.Queues.Select(static queue => queue.Id);

    public QueueId GetQueueForStream(StreamId streamId) => hub.Find(streamId).Queue.Id;
}
