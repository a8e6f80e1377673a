using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>The way of a process to its streams: straight into memory where the silo is, through calls elsewhere. Subscribing is the same for both.</summary>
internal abstract class StreamAccess(IGrainFactory grains, SubscriptionIds ids)
{
    public IGrainFactory Grains { get; } = grains;
    public SubscriptionIds Ids { get; } = ids;

    /// <summary>The subscriptions of this process that are not a grain's. Their observers live as long as they are here.</summary>
    public ConcurrentDictionary<Guid, ClientConsumer> Clients { get; } = new();

    public IStreamHub HubOf(StreamKey stream) => Grains.GetGrain<IStreamHub>(stream.ToGrainKey());

    /// <summary>Queues an event. The hub that it went to is kept with the stream.</summary>
    public abstract Task Publish(StreamKey stream, ref StreamHub? hub, StreamEvent published);

    /// <summary>Events that a batch observer may get in one list.</summary>
    public abstract int EventsPerBatch(string provider);

    /// <summary>True when grains like this are subscribed to the stream without asking.</summary>
    public abstract bool IsImplicit(GrainId consumer, StreamKey stream);

    /// <summary>
    /// Subscribes anew what this process has subscribed: for a client whose connection is back. A silo drops the subscriptions of a client that it
    /// cannot reach, and knows none after a restart; what was published in between is lost to the client.
    /// </summary>
    public Task Resubscribe() => Task.WhenAll(Clients.Values.Select(Resubscribe));

    private async Task Resubscribe(ClientConsumer client)
    {
        if (client.Record is not { } record) return;
        await HubOf(client.Stream).Subscribe(record, null);
        // Unsubscribed meanwhile, and the silo may have heard of that first.
        if (!Clients.ContainsKey(record.SubscriptionId)) await HubOf(client.Stream).Unsubscribe(record.SubscriptionId);
    }
}

/// <summary>Streams of this very process.</summary>
internal sealed class LocalStreamAccess(StreamRuntime runtime, SubscriptionIds ids) : StreamAccess(runtime.Engine.Factory, ids)
{
    public override Task Publish(StreamKey stream, ref StreamHub? hub, StreamEvent published)
    {
        if (runtime.Engine.State != Hosting.EngineState.Running)
            return Task.FromException(runtime.Engine.Stopping("OnNextAsync", StreamRuntime.GrainIdOf(stream)));
        while (true)
        {
            if ((hub ??= runtime.Hub(stream)).Publish(published) is { } queued) return queued;
            hub = null;
        }
    }

    public override int EventsPerBatch(string provider) => runtime.SettingsOf(provider).EventsPerBatch;

    public override bool IsImplicit(GrainId consumer, StreamKey stream) => runtime.Implicit.IsSubscriber(consumer, stream, runtime.SettingsOf(stream.Provider));
}

/// <summary>Streams of a silo in another process.</summary>
internal sealed class RemoteStreamAccess(IGrainFactory grains, SubscriptionIds ids) : StreamAccess(grains, ids)
{
    public override Task Publish(StreamKey stream, ref StreamHub? hub, StreamEvent published) => HubOf(stream).Publish(published);

    public override int EventsPerBatch(string provider) => 1;

    public override bool IsImplicit(GrainId consumer, StreamKey stream) => false;
}
