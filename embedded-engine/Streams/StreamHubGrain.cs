using Genesis.Embedded.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>
/// Keeps the explicit subscriptions of one stream in the grain storage and tells the stream in memory of them. The storage has the provider's name
/// or is the one named PubSubStore; state and grain have the names that Orleans gives them.
/// </summary>
[GrainType(TypeName), Reentrant]
internal sealed class StreamHubGrain(StreamRuntime runtime) : Grain, IStreamHub
{
    public const string TypeName = "pubsubrendezvous";
    private const string StateName = "PubSubRendezvousGrain";

    private readonly GrainState<StoredSubscriptions> _state = new(new StoredSubscriptions());
    private SubscriptionRecord[] _consumers = [];
    private SubscriptionRecord[] _stored = [];
    private IGrainStorage? _storage;
    private StreamKey _key;
    private Task? _writing;
    private Task? _nextWrite;

    private StreamHub Hub => runtime.Hub(_key);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = StreamKey.Parse(this.GetPrimaryKeyString());
        if (runtime.SettingsOf(_key.Provider).PubSubType == StreamPubSubType.ImplicitOnly) return;
        _storage = StorageOf(runtime.Engine.Services, _key.Provider) ?? throw StreamRuntime.NoStorage(_key.Provider);
        await _storage.ReadStateAsync(StateName, this.GetGrainId(), _state, cancellationToken);
        _consumers = _stored = _state.State?.Consumers ?? [];
    }

    public static IGrainStorage? StorageOf(IServiceProvider services, string provider) =>
        services.GetKeyedService<IGrainStorage>(provider) ?? services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME);

    /// <summary>The stream has come into memory and wants its subscriptions.</summary>
    public Task Open()
    {
        TellAll();
        // Most streams have implicit subscribers only: nothing need stay in memory for their stored ones.
        if (_consumers.Length == 0) DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task Publish(StreamEvent published)
    {
        // Numbered here, so another's object must not be shared: it may be the producer's own, in this process.
        var own = new StreamEvent { Payload = published.Payload, IsBatch = published.IsBatch, Context = published.Context };
        Task? queued;
        do queued = Hub.Publish(own);
        while (queued is null);
        await queued;
    }

    public async Task Subscribe(SubscriptionRecord subscription, long? from)
    {
        if (subscription.Consumer.Type == LocalObservers.ObserverType)
        {
            do TellAll();
            while (!Hub.Add(subscription));
        }
        else if (!SubscriptionIds.IsImplicit(subscription.SubscriptionId))
        {
            if (_storage is null) throw ExplicitNotSupported();
            var known = Array.Find(_consumers, other => other.SubscriptionId == subscription.SubscriptionId);
            if (known is { IsFaulted: true }) throw new FaultedSubscriptionException($"Subscription {known.SubscriptionId} on stream {_key} has been given up after a failed delivery. Unsubscribe and subscribe again.");
            if (known is null) await Write([.. _consumers, subscription]);
        }
        if (from is { } place) await Rewind(subscription.SubscriptionId, place);
    }

    public Task Rewind(Guid subscriptionId, long from)
    {
        TellAll();
        if (Hub.Rewind(subscriptionId, from) is { } subscription) _ = TellMissed(subscription, from);
        return Task.CompletedTask;
    }

    public async Task Unsubscribe(Guid subscriptionId)
    {
        Hub.Remove(subscriptionId);
        if (Array.Exists(_consumers, known => known.SubscriptionId == subscriptionId))
            await Write(Array.FindAll(_consumers, known => known.SubscriptionId != subscriptionId));
    }

    public Task<SubscriptionRecord[]> List(GrainId consumer) => Task.FromResult(
        _consumers.Concat(Hub.Volatiles).Where(known => !known.IsFaulted && (consumer.IsDefault || known.Consumer == consumer)).ToArray());

    /// <summary>An event could not be delivered in time: tells the consumer and the failure handler, and gives the subscription up if that one wants it.</summary>
    public async Task GiveUp(Subscription subscription)
    {
        var settings = runtime.SettingsOf(_key.Provider);
        var id = subscription.Record.SubscriptionId;
        var failure = subscription.Failure();
        runtime.Engine.Log.StreamEventGivenUp(failure, _key, subscription.Record.Consumer);
        runtime.Metrics.GivenUp();
        await Quietly(subscription.Tell(failure));
        await Quietly(settings.Failures.OnDeliveryFailure(GuidId.GetGuidId(id), _key.Provider, _key.Id, subscription.Stuck?.Token));
        if (!settings.Failures.ShouldFaultSubsriptionOnError || SubscriptionIds.IsImplicit(id)) return;
        await Quietly(subscription.Tell(new FaultedSubscriptionException($"The subscription of {subscription.Record.Consumer} on stream {_key} has been given up.", failure)));
        Hub.Remove(id);
        if (!subscription.IsVolatile)
            await Write(Array.ConvertAll(_consumers, known => known.SubscriptionId == id ? known with { IsFaulted = true } : known));
    }

    private async Task TellMissed(Subscription subscription, long from)
    {
        var missed = new QueueCacheMissException(
            $"Stream {_key} does not go back to {from} any more: the last {StreamSettings.History} events stay in memory. Delivery goes on with the oldest of them.");
        await Quietly(subscription.Tell(missed));
        await Quietly(runtime.SettingsOf(_key.Provider).Failures.OnSubscriptionFailure(
            GuidId.GetGuidId(subscription.Record.SubscriptionId), _key.Provider, _key.Id, null));
    }

    private async Task Quietly(Task telling)
    {
        try
        {
            await telling;
        }
        catch (Exception exception)
        {
            runtime.Engine.Log.StreamFailureNotTold(exception, _key);
        }
    }

    private void TellAll()
    {
        var told = false;
        while (!told) told = Hub.Update(_stored);
    }

    /// <summary>Changes the subscriptions. Many changes at a time share a write: each waits for the first that began after it.</summary>
    private async Task Write(SubscriptionRecord[] consumers)
    {
        _consumers = consumers;
        if (_writing is null or { IsCompleted: true }) await (_writing = WriteNow());
        else await (_nextWrite ??= WriteAfter(_writing));
    }

    private async Task WriteAfter(Task current)
    {
        try
        {
            await current;
        }
        catch (Exception exception)
        {
            throw new OrleansException($"The subscriptions of stream {_key} could not be stored. Try again.", exception);
        }
        finally
        {
            _nextWrite = null;
        }
        await (_writing = WriteNow());
    }

    private async Task WriteNow()
    {
        var written = _consumers;
        try
        {
            _state.State = new StoredSubscriptions { Consumers = written };
            if (written.Length > 0) await _storage!.WriteStateAsync(StateName, this.GetGrainId(), _state);
            else await _storage!.ClearStateAsync(StateName, this.GetGrainId(), _state);
            _stored = written;
            TellAll();
        }
        catch
        {
            // Somebody else's write, or a broken storage: what is stored holds, and the next activation reads it.
            _consumers = _stored;
            DeactivateOnIdle();
            throw;
        }
    }

    private ArgumentOutOfRangeException ExplicitNotSupported() => new(
        null, $"The stream provider '{_key.Provider}' is configured with StreamPubSubType.ImplicitOnly, which does not support explicit subscriptions. "
        + "Configure it with ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedAndImplicit).");
}
