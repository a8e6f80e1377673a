using Orleans.Streams.Core;

namespace Genesis.Tests.Streams.Fixture;

/// <summary>Consumes the streams of its key in the namespace "implicit".</summary>
public interface IImplicitConsumer : IGrainWithStringKey
{
    Task<SiloAddress> Place();
}

/// <summary>Consumes streams that it is told to. Its key is "name|stream", so that it resumes what it has when it activates.</summary>
public interface IExplicitConsumer : IGrainWithStringKey
{
    Task Subscribe();

    Task SubscribeBatches();

    Task Unsubscribe();

    Task Deactivate();

    Task<SiloAddress> Place();
}

[ImplicitStreamSubscription("implicit")]
public sealed class ImplicitConsumerGrain(ILocalSiloDetails silo) : Grain, IImplicitConsumer, IStreamSubscriptionObserver,
    IAsyncObserver<Sample>
{
    private Consumption Mine => Consumption.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken) => Mine.Activate(silo.SiloAddress);

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Sample>().ResumeAsync(this);

    public Task OnNextAsync(Sample item, StreamSequenceToken? token = null) => Mine.Handle(item);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task<SiloAddress> Place() => Task.FromResult(silo.SiloAddress);
}

/// <summary>Consumes the streams of its key in the namespace "implicit-batches", many events at a time.</summary>
[ImplicitStreamSubscription("implicit-batches")]
public sealed class BatchConsumerGrain : Grain, IGrainWithStringKey, IStreamSubscriptionObserver, IAsyncBatchObserver<Sample>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Sample>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Sample>> items) =>
        Consumption.Of(this.GetPrimaryKeyString()).HandleBatch([.. items.Select(static item => item.Item)]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

public sealed class ExplicitConsumerGrain(ILocalSiloDetails silo) : Grain, IExplicitConsumer
{
    private Consumption Mine => Consumption.Of(this.GetPrimaryKeyString());

    private IAsyncStream<Sample> Stream =>
        this.GetStreamProvider(Providers.Name).GetStream<Sample>(StreamId.Create("explicit", this.GetPrimaryKeyString().Split('|')[1]));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Mine.Activate(silo.SiloAddress);
        foreach (var handle in await Stream.GetAllSubscriptionHandles()) await handle.ResumeAsync((sample, _) => Mine.Handle(sample));
    }

    public Task Subscribe() => Stream.SubscribeAsync((sample, _) => Mine.Handle(sample));

    public Task SubscribeBatches() => Stream.SubscribeAsync(items => Mine.HandleBatch([.. items.Select(static item => item.Item)]));

    public async Task Unsubscribe()
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles()) await handle.UnsubscribeAsync();
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<SiloAddress> Place() => Task.FromResult(silo.SiloAddress);
}
