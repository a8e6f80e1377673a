using Genesis.Simulations.Grains;
using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>One stream of the silo: its subscriptions, and the producers that wait for room.</summary>
internal sealed class StreamChannel
{
    private const string StateName = "subscriptions";

    private static readonly GrainType StoreType = GrainType.Create("genesis.simulated.stream");

    private readonly SiloRuntime _silo;
    private readonly List<Subscription> _subscriptions = [];
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly GrainState<StoredSubscriptions> _stored = new(new StoredSubscriptions());
    private readonly GrainId _storedId;
    private Task? _loading;
    private Task _saving = Task.CompletedTask;
    private long _sequence;

    public StreamChannel(SiloRuntime silo, StreamKey key, IStreamProvider provider, StreamSettings settings, ImplicitSubscribers implicits)
    {
        (_silo, Key, Provider, Settings) = (silo, key, provider, settings);
        _storedId = GrainId.Create(StoreType, key.ToString());
        if (!settings.HasImplicit) return;
        foreach (var (id, consumer) in implicits.Of(key))
            _subscriptions.Add(new Subscription(silo, this, id, consumer, null, isImplicit: true));
    }

    public StreamKey Key { get; }

    public IStreamProvider Provider { get; }

    public StreamSettings Settings { get; }

    /// <summary>Reads the explicit subscriptions from the store, once.</summary>
    public Task Load() => _loading ??= Settings is { HasExplicit: true, Storage: not null } ? _silo.Context.Run(Read) : Task.CompletedTask;

    /// <summary>Hands an event to every subscription. The task ends when there is room for the next event.</summary>
    public Task Publish(object?[] items, Dictionary<string, object>? context)
    {
        if (Load() is { IsCompletedSuccessfully: false } loading) return PublishAfter(loading, items, context);
        var added = new StreamEvent(items, context, ++_sequence);
        foreach (var subscription in _subscriptions.ToArray()) subscription.Add(added);
        if (HasRoom()) return Task.CompletedTask;
        var room = new TaskCompletionSource();
        _waiting.Enqueue(room);
        return room.Task;
    }

    /// <summary>Lets a producer go on when every subscription has room again.</summary>
    public void OnRoom()
    {
        while (_waiting.Count > 0 && HasRoom())
            using (_silo.Complete()) _waiting.Dequeue().TrySetResult();
    }

    public async Task Add(Guid id, GrainId consumer, string? filterData)
    {
        await Load();
        _subscriptions.Add(new Subscription(_silo, this, id, consumer, filterData, isImplicit: false));
        await Save();
    }

    public async Task Remove(Guid id)
    {
        await Load();
        if (_subscriptions.Find(subscription => subscription.Id == id && !subscription.IsImplicit) is not { } found) return;
        found.Remove();
        _subscriptions.Remove(found);
        OnRoom();
        await Save();
    }

    public async Task<List<Guid>> SubscriptionsOf(GrainId consumer)
    {
        await Load();
        return [.. _subscriptions.Where(subscription => subscription.Consumer == consumer).Select(static subscription => subscription.Id)];
    }

    public Guid? ImplicitOf(GrainId consumer) =>
        _subscriptions.Find(subscription => subscription.IsImplicit && subscription.Consumer == consumer)?.Id;

    private bool HasRoom() => _subscriptions.TrueForAll(subscription => subscription.WaitingCount < Settings.Capacity);

    // Continuations of one task run in the order in which they were registered, so the events of a producer keep theirs.
    private async Task PublishAfter(Task loading, object?[] items, Dictionary<string, object>? context)
    {
        await loading;
        await Publish(items, context);
    }

    private async Task Read()
    {
        await Settings.Storage!.ReadStateAsync(StateName, _storedId, _stored);
        foreach (var one in _stored.State?.Consumers ?? [])
            if (_subscriptions.TrueForAll(known => known.Id != one.Id))
                _subscriptions.Add(new Subscription(_silo, this, one.Id, one.Consumer, one.FilterData, isImplicit: false));
    }

    private Task Save()
    {
        if (Settings.Storage is null) return Task.CompletedTask;
        var before = _saving;
        return _saving = _silo.Context.Run(() => SaveAfter(before));
    }

    private async Task SaveAfter(Task before)
    {
        await before.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Current);
        // Subscriptions of code outside grains end with the process.
        _stored.State = new StoredSubscriptions
        {
            Consumers = [.. _subscriptions.Where(
                static one =>
                    !one.IsImplicit && !one.Consumer.Type.IsClient()).Select(static one =>
                        new StoredSubscription(one.Id, one.Consumer, one.FilterData))],
        };
        await Settings.Storage!.WriteStateAsync(StateName, _storedId, _stored);
    }
}
