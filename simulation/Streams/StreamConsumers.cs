using System.Buffers.Binary;
using Genesis.Simulations.Grains;

namespace Genesis.Simulations.Streams;

/// <summary>Subscribing and unsubscribing, for grains and for code outside grains.</summary>
internal sealed class StreamConsumers(SiloRuntime silo, StreamHub hub)
{
    private readonly Dictionary<Guid, Activation> _clients = [];
    private uint _last;

    private Activation? Grain => silo.Loop.Current is Activation activation && !activation.GrainId.Type.IsClient() ? activation : null;

    public async Task<Guid> Subscribe(StreamKey stream, ObserverSlot slot, string? filterData)
    {
        var channel = hub.Channel(stream);
        if (Grain is { } grain && channel.ImplicitOf(grain.GrainId) is { } known)
        {
            ObserversOf(grain).Set(known, slot);
            return known;
        }
        var consumer = Grain ?? silo.Observers.Add(new ClientConsumer());
        var id = NewId(stream, consumer.GrainId);
        // Before the stream knows: its first event may come before its answer.
        var observers = ObserversOf(consumer);
        observers.Set(id, slot);
        if (consumer.GrainInstance is ClientConsumer) _clients[id] = consumer;
        try
        {
            await channel.Add(id, consumer.GrainId, filterData);
            return id;
        }
        catch
        {
            observers.Remove(id);
            _clients.Remove(id);
            throw;
        }
    }

    public void Resume(Guid id, ObserverSlot slot)
    {
        var consumer = Grain ?? _clients.GetValueOrDefault(id)
            ?? throw new InvalidOperationException(
                "This subscription is not of this process. Outside grains a subscription ends with the process that made it: "
                    + "subscribe anew.");
        ObserversOf(consumer).Set(id, slot);
    }

    public async Task Unsubscribe(StreamKey stream, Guid id)
    {
        if ((Grain ?? _clients.GetValueOrDefault(id)) is { } consumer) ObserversOf(consumer).Remove(id);
        await hub.Channel(stream).Remove(id);
        if (_clients.Remove(id, out var client)) silo.Observers.Delete(client.GrainId);
    }

    /// <summary>The caller's subscriptions to a stream.</summary>
    public async Task<IReadOnlyList<Guid>> Subscriptions(StreamKey stream)
    {
        var channel = hub.Channel(stream);
        if (Grain is { } grain)
            return channel.ImplicitOf(grain.GrainId) is { } known ? [known] : await channel.SubscriptionsOf(grain.GrainId);
        var ids = new List<Guid>();
        foreach (var client in _clients.Values.Distinct().ToArray()) ids.AddRange(await channel.SubscriptionsOf(client.GrainId));
        return ids;
    }

    private static StreamObservers ObserversOf(Activation consumer) => consumer.GetOrAdd(static () => new StreamObservers());

    private Guid NewId(StreamKey stream, GrainId consumer)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, silo.Time.GetUtcNow().Ticks);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], ++_last);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], StableHash.ComputeHash($"{consumer}|{stream}"));
        bytes[15] &= 0x7f;
        return new Guid(bytes);
    }

    /// <summary>The consumer behind a subscription of code outside grains.</summary>
    private sealed class ClientConsumer;
}
