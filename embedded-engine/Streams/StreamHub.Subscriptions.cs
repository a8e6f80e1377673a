namespace Genesis.Embedded.Streams;

// Who is subscribed. The hub's grain knows and stores the explicit ones of grains; implicit ones follow from the grain classes; observers'
// subscriptions live here only, because they cannot outlive their process.
internal sealed partial class StreamHub
{
    /// <summary>Asks the hub's grain for the stored subscriptions. Producers wait meanwhile.</summary>
    private void Open()
    {
        lock (_gate)
        {
            if (_open || _opening || _closed) return;
            _opening = true;
        }
        Engine.SendOwn(StreamRuntime.GrainIdOf(Key), new HubCall(this, static (grain, _) => grain.Open(), Opened));
    }

    private void Opened(Exception? exception)
    {
        if (exception is null) return;
        lock (_gate)
        {
            if (_open) return;
            _opening = false;
        }
        Engine.Log.StreamNotOpened(exception, Key);
        FailProducers(exception);
    }

    /// <summary>The stored subscriptions have been read or have changed. False when the hub has left memory.</summary>
    public bool Update(SubscriptionRecord[] stored)
    {
        lock (_gate)
        {
            if (_closed) return false;
            var all = new List<Subscription>();
            if (_open) all.AddRange(_subscriptions.Where(known => known.IsVolatile || SubscriptionIds.IsImplicit(known.Record.SubscriptionId)));
            else all.AddRange(Runtime.Implicit.SubscribersOf(Key, Settings).Select(Make));
            foreach (var record in stored)
                if (!record.IsFaulted) all.Add(Find(record.SubscriptionId) ?? Make(record));
            Replace(all);
            (_open, _opening) = (true, false);
        }
        Freed();
        return true;
    }

    /// <summary>
    /// Adds the subscription of an observer, or takes an old one's place: its process has lost its connection and is back. False when the hub has
    /// left memory.
    /// </summary>
    public bool Add(SubscriptionRecord record)
    {
        lock (_gate)
        {
            if (_closed) return false;
            var added = Make(record);
            var old = Find(record.SubscriptionId);
            if (old is not null) added.Rewind(old.Needs, old.ItemsDone);
            Replace([.. _subscriptions.Where(known => known != old), added]);
            if (old is null) return true;
        }
        Wake();
        return true;
    }

    public void Remove(Guid subscriptionId)
    {
        lock (_gate) Replace(_subscriptions.Where(known => known.Record.SubscriptionId != subscriptionId).ToList());
        Freed();
    }

    /// <summary>Removes just this one, not another that has taken its place.</summary>
    public void Remove(Subscription subscription)
    {
        lock (_gate) Replace(_subscriptions.Where(known => known != subscription).ToList());
        Freed();
    }

    /// <summary>Delivers again from the given place on, or from the oldest event in memory. Gives the subscription when events in between are gone.</summary>
    public Subscription? Rewind(Guid subscriptionId, long from)
    {
        Subscription? subscription;
        bool missed;
        lock (_gate)
        {
            subscription = Find(subscriptionId);
            if (subscription is null) return null;
            var place = Math.Clamp(from, _log.Oldest, _log.End);
            missed = from < _log.Oldest;
            subscription.Rewind(place, place > _log.Oldest ? _log.At(place - 1)!.ItemsThrough : _log.Items - ItemsFrom(place));
        }
        subscription.Start();
        return missed ? subscription : null;
    }

    /// <summary>The subscriptions of observers: those that are not stored.</summary>
    public IEnumerable<SubscriptionRecord> Volatiles =>
        Volatile.Read(ref _subscriptions).Where(static known => known.IsVolatile).Select(static known => known.Record);

    private Subscription? Find(Guid id) => Array.Find(_subscriptions, known => known.Record.SubscriptionId == id);

    private Subscription Make(SubscriptionRecord record) => new(this, record);

    private void Replace(List<Subscription> all)
    {
        foreach (var gone in _subscriptions.Except(all)) gone.Removed = true;
        Volatile.Write(ref _subscriptions, [.. all]);
        _slowest = 0;
    }

    private long ItemsFrom(long place)
    {
        long items = 0;
        for (; place < _log.End; place++) items += _log.At(place)!.Count;
        return items;
    }
}
