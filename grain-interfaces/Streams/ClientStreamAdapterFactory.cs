using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>The parts of a client's provider: an adapter that sends. Queues and caches are in silos only.</summary>
internal sealed class ClientStreamAdapterFactory(string name, IGrainFactory grains, EventPacker packer) : IQueueAdapterFactory
{
    private const string NoQueues = "A client has no queues: silos deliver to its consumers.";

    public static IQueueAdapterFactory Create(IServiceProvider services, string name) => new ClientStreamAdapterFactory(
        name, services.GetRequiredService<IGrainFactory>(),
        new EventPacker(services.GetRequiredService<DeepCopier>(), services.GetRequiredService<IDeepCopierProvider>()));

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(new ClientStreamAdapter(name, grains, packer));

    public Task<IQueueAdapter> CreateAdapter(CancellationToken cancellationToken) =>
        Task.FromResult<IQueueAdapter>(new ClientStreamAdapter(name, grains, packer));

    public IQueueAdapterCache GetQueueAdapterCache() => throw new NotSupportedException(NoQueues);

    public IStreamQueueMapper GetStreamQueueMapper() => throw new NotSupportedException(NoQueues);

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => throw new NotSupportedException(NoQueues);
}
