using Genesis.Embedded.Hosting;

namespace Genesis.Embedded.Streams;

/// <summary>
/// A consumer's place in a stream. It rests, or it is at work: then exactly one delivery is on its way, and whoever ends that
/// delivery decides what comes next. So its place needs no lock, and a slow consumer is waited for by nobody but producers at the bound.
/// </summary>
internal sealed partial class Subscription
{
    private readonly StreamHub _hub;
    private int _busy;
    private long _next;
    private long _itemsDone;
    private Place? _rewind;

    public Subscription(StreamHub hub, SubscriptionRecord record)
    {
        (_hub, Record) = (hub, record);
        (_next, _itemsDone) = (hub.Log.End, hub.Log.Items);
        IsVolatile = record.Consumer.Type == LocalObservers.ObserverType;
    }

    public SubscriptionRecord Record { get; }
    public StreamHub Hub => _hub;

    /// <summary>An observer's: not stored, gone with its process.</summary>
    public bool IsVolatile { get; }

    /// <summary>Unsubscribed, given up or dropped: nothing is delivered any more.</summary>
    public bool Removed { get; set; }

    /// <summary>Items it has had or given up.</summary>
    public long ItemsDone => Volatile.Read(ref _rewind)?.Items ?? Volatile.Read(ref _itemsDone);

    /// <summary>The oldest event it still needs.</summary>
    public long Needs => Volatile.Read(ref _rewind)?.Sequence ?? Volatile.Read(ref _next);

    public bool Rests => Volatile.Read(ref _busy) == 0;

    private Engine Engine => _hub.Runtime.Engine;

    /// <summary>Goes to work, if it rests and there is something to do. Any thread.</summary>
    public void Start()
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) == 0) GoOn();
    }

    /// <summary>Goes on from there before the next delivery. Under the hub's gate, so that the events stay; then start it.</summary>
    public void Rewind(long sequence, long items) => Volatile.Write(ref _rewind, new Place(sequence, items));

    /// <summary>True when the provider's filter lets the event through to this subscription; also when the filter throws, as in Orleans.</summary>
    public bool Wants(StreamEvent candidate)
    {
        if (_hub.Settings.Filter is not { } filter) return true;
        try
        {
            if (!candidate.IsBatch) return filter.ShouldDeliver(_hub.Key.Id, candidate.Payload!, Record.FilterData);
            return Array.Exists((object[])candidate.Payload!, item => filter.ShouldDeliver(_hub.Key.Id, item, Record.FilterData));
        }
        catch (Exception exception)
        {
            Engine.Log.StreamFilterFailed(exception, _hub.Key, Record.Consumer);
            return true;
        }
    }

    /// <summary>The owner of the work: sends the next delivery or rests.</summary>
    private void GoOn()
    {
        while (true)
        {
            if (Volatile.Read(ref _rewind) is { } rewind && Interlocked.CompareExchange(ref _rewind, null, rewind) == rewind)
            {
                Volatile.Write(ref _itemsDone, rewind.Items);
                Volatile.Write(ref _next, rewind.Sequence);
            }
            // A removed one, or one in a stopping silo, never rests again, so that nobody starts it.
            if (Removed || Engine.State != EngineState.Running) return;
            if (_hub.Settings.Filter is not null) SkipUnwanted();
            if (_hub.Log.End > _next)
            {
                Send();
                return;
            }
            Volatile.Write(ref _busy, 0);
            // Between going to rest and looking for work; publishers do the two the other way round.
            Interlocked.MemoryBarrier();
            if ((_hub.Log.End == _next && _rewind is null) || Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return;
        }
    }

    private void SkipUnwanted()
    {
        var place = _next;
        for (var end = _hub.Log.End; place < end && _hub.Log.At(place) is { } candidate && !Wants(candidate);) place++;
        MoveTo(place, delivered: false);
    }

    private void Send()
    {
        if (IsVolatile) new ObserverDelivery(this, _next).Send(Engine);
        else Engine.SendOwn(Record.Consumer, new GrainDelivery(this, _next));
    }

    /// <summary>A delivery has ended, well or not; called once for each. Any thread.</summary>
    /// <param name="reached">The first event that it did not deal with.</param>
    /// <param name="error">Why it stopped there; null if it just stopped.</param>
    public void Delivered(long reached, Exception? error)
    {
        if (reached > _next)
        {
            ForgetError();
            MoveTo(reached, delivered: true);
        }
        if (error is null)
        {
            ForgetError();
            GoOn();
        }
        else if (!Removed)
        {
            Failed(error);
        }
    }

    private void MoveTo(long place, bool delivered)
    {
        if (place == _next) return;
        var items = _hub.Log.At(place - 1)?.ItemsThrough ?? _itemsDone;
        if (delivered) _hub.Runtime.Metrics.Delivered(items - _itemsDone);
        Volatile.Write(ref _itemsDone, items);
        Volatile.Write(ref _next, place);
        _hub.Freed();
    }

    public override string ToString() => $"{Record.Consumer} on {_hub.Key}";

    private sealed record Place(long Sequence, long Items);
}
