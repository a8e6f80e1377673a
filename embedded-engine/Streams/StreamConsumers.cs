using Genesis.Embedded.Activations;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>Subscribing and what belongs to it, for grains and for code outside any grain.</summary>
internal static class StreamConsumers
{
    public static async Task<StreamSubscriptionHandle<T>> Subscribe<T>(EngineStream<T> stream, ObserverSlot slot, StreamSequenceToken? token, string? filterData)
    {
        var from = PlaceOf(token);
        if (Grain is { } grain)
        {
            var isImplicit = stream.Access.IsImplicit(grain.GrainId, stream.Key);
            var id = isImplicit ? SubscriptionIds.Implicit(grain.GrainId.Type, stream.Key) : stream.Access.Ids.Next(stream.Key, grain.GrainId.ToString());
            var observers = ObserversOf(grain);
            // Before the hub knows: its first event may come before its answer.
            observers.Set(id, slot);
            try
            {
                if (!isImplicit || from is not null) await stream.Access.HubOf(stream.Key).Subscribe(new SubscriptionRecord(id, grain.GrainId, filterData), from);
            }
            catch
            {
                observers.Remove(id);
                throw;
            }
            return new SubscriptionHandle<T>(stream, id);
        }
        return await SubscribeClient(stream, slot, from, filterData);
    }

    public static async Task Unsubscribe<T>(EngineStream<T> stream, Guid id)
    {
        if (Grain is { } grain) grain.GetComponent<StreamObservers>()?.Remove(id);
        if (stream.Access.Clients.TryGetValue(id, out var client)) client.Close();
        if (!SubscriptionIds.IsImplicit(id)) await stream.Access.HubOf(stream.Key).Unsubscribe(id);
        if (stream.Access.Clients.TryRemove(id, out client)) stream.Access.Grains.DeleteObjectReference<IStreamConsumerObserver>(client.Reference!);
    }

    public static async Task<StreamSubscriptionHandle<T>> Resume<T>(EngineStream<T> stream, Guid id, ObserverSlot slot, StreamSequenceToken? token)
    {
        var from = PlaceOf(token);
        if (Grain is { } grain) ObserversOf(grain).Set(id, slot);
        else if (stream.Access.Clients.TryGetValue(id, out var client)) client.Replace(slot);
        else throw new InvalidOperationException("This subscription is not of this process. Outside grains a subscription ends with the process that made it: subscribe anew.");
        if (from is { } place) await stream.Access.HubOf(stream.Key).Rewind(id, place);
        return new SubscriptionHandle<T>(stream, id);
    }

    public static async Task<IList<StreamSubscriptionHandle<T>>> HandlesOf<T>(EngineStream<T> stream)
    {
        if (Grain is not { } grain)
            return [.. stream.Access.Clients.Where(pair => pair.Value.Stream == stream.Key && pair.Value.Record is not null).Select(pair => new SubscriptionHandle<T>(stream, pair.Key))];
        if (stream.Access.IsImplicit(grain.GrainId, stream.Key))
            return [new SubscriptionHandle<T>(stream, SubscriptionIds.Implicit(grain.GrainId.Type, stream.Key))];
        var records = await stream.Access.HubOf(stream.Key).List(grain.GrainId);
        return [.. records.Select(record => new SubscriptionHandle<T>(stream, record.SubscriptionId))];
    }

    private static async Task<StreamSubscriptionHandle<T>> SubscribeClient<T>(EngineStream<T> stream, ObserverSlot slot, long? from, string? filterData)
    {
        var access = stream.Access;
        var client = new ClientConsumer(slot) { Stream = stream.Key };
        client.Reference = access.Grains.CreateObjectReference<IStreamConsumerObserver>(client);
        var consumer = ((GrainReference)client.Reference).GrainId;
        var id = access.Ids.Next(stream.Key, consumer.ToString());
        access.Clients[id] = client;
        try
        {
            var record = new SubscriptionRecord(id, consumer, filterData);
            await access.HubOf(stream.Key).Subscribe(record, from);
            client.Record = record;
        }
        catch
        {
            access.Clients.TryRemove(id, out _);
            access.Grains.DeleteObjectReference<IStreamConsumerObserver>(client.Reference);
            throw;
        }
        return new SubscriptionHandle<T>(stream, id);
    }

    /// <summary>The grain whose turn this is; null outside grains and in observers.</summary>
    private static Activation? Grain => RuntimeContext.Current is Activation { Class.IsObserver: false } activation ? activation : null;

    private static StreamObservers ObserversOf(Activation grain) => grain.GetOrAddComponent(static _ => new StreamObservers());

    private static long? PlaceOf(StreamSequenceToken? token) => token switch
    {
        null => null,
        EventSequenceToken or EventSequenceTokenV2 => token.SequenceNumber,
        _ => throw new ArgumentException($"A {token.GetType().Name} is not a token of this stream provider. Pass one that its events came with.", nameof(token)),
    };
}
