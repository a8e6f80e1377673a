using System.Collections.Immutable;
using Genesis.Events;

namespace Genesis.Operations;

/// <summary>
/// What waits for one who watches events: bounded, and the oldest are dropped. Takes everything at once, so that nobody who tells ever waits for it. Each event is accounted for in the
/// ledger: handled when it was shown, displaced when it was dropped. Safe from any thread.
/// </summary>
internal sealed class WatchInbox(string subscriber, Ledger ledger, int capacity, TaskScheduler turn, Action taken) : Inbox
{
    private readonly Queue<ComponentEvent> _waiting = new();
    private readonly Lock _gate = new();
    private ImmutableArray<ComponentEvent> _sent = [];
    private long _dropped;

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _waiting.Count == 0 && _dropped == 0;
        }
    }

    public override void Send(Outbox outbox, EventBatch batch, bool waits) => Task.Factory.StartNew(
        () =>
        {
            outbox.Received(batch.Number);
            Take(batch.Events);
            outbox.Completed(batch.Number, batch.Events.Length);
            taken();
        },
        CancellationToken.None, TaskCreationOptions.None, turn);

    public override void CountTo(Action<string, string> count)
    {
        lock (_gate)
        {
            foreach (var happened in _waiting.Concat(_sent)) count(happened.Type, subscriber);
        }
    }

    /// <summary>The next events to be shown; what was taken before has been.</summary>
    public (ImmutableArray<ComponentEvent> Events, long Dropped) Next(int most)
    {
        lock (_gate)
        {
            var events = ImmutableArray.CreateBuilder<ComponentEvent>(Math.Min(most, _waiting.Count));
            while (events.Count < most && _waiting.TryDequeue(out var happened)) events.Add(happened);
            _sent = events.ToImmutable();
            var dropped = _dropped;
            _dropped = 0;
            return (_sent, dropped);
        }
    }

    /// <summary>What was taken last was shown, or could not be.</summary>
    public void Sent(bool shown, long told)
    {
        lock (_gate)
        {
            foreach (var happened in _sent) End(happened, shown ? null : ShedReason.Undeliverable);
            // What they did not learn they are told with the next.
            if (!shown) _dropped += told + _sent.Length;
            _sent = [];
        }
    }

    /// <summary>Nobody watches any more.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var happened)) End(happened, ShedReason.ComponentStopped);
        }
    }

    private void Take(ImmutableArray<ComponentEvent> events)
    {
        lock (_gate)
        {
            foreach (var happened in events)
            {
                if (_waiting.Count >= capacity)
                {
                    End(_waiting.Dequeue(), ShedReason.Displaced);
                    _dropped++;
                }
                _waiting.Enqueue(happened);
            }
        }
    }

    private void End(ComponentEvent happened, ShedReason? shed)
    {
        var row = ledger.Row(happened.Type, subscriber);
        if (shed is { } reason) row.Shed(reason);
        else row.Handled();
    }
}
