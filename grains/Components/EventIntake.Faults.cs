using Genesis.Chaos;

namespace Genesis;

/// <content>Faults that befall deliveries. Whatever they do, the ledger balances.</content>
internal sealed partial class EventIntake
{
    /// <summary>Lets a fault act on the delivery of an event.</summary>
    /// <returns>Whether that was all for this delivery for now.</returns>
    private bool Befell(Injection injection, in QueuedEvent item)
    {
        var happened = item.Event;
        switch (injection.Fault.Kind)
        {
            case FaultKind.Drop when happened.IsDurable:
                // What is in the journal cannot be lost on the way: it comes from there.
                Abandon(happened);
                Spill(happened.Position);
                return true;
            case FaultKind.Drop:
                item.Kind.Row.Shed(ShedReason.Fault);
                return true;
            case FaultKind.Duplicate when happened.IsDurable:
                IsNew(happened);
                return false;
            case FaultKind.Duplicate:
                item.Kind.Row.Published();
                if (!Offer(item)) item.Kind.Row.Published(-1);
                return false;
            case FaultKind.Delay when _aside.Count < _mailbox.Capacity:
                if (!happened.IsDurable) item.Kind.Queued.Add(1);
                _aside.Add(item);
                _ = TakeLater(item, injection.Fault.By ?? Faults.UsualSlowness);
                return true;
            default:
                return false;
        }
    }

    private async Task TakeLater(QueuedEvent item, TimeSpan delay)
    {
        await Task.Delay(delay, _services.Clock.Time);
        if (!TakeFromAside(item)) return;
        _retries.Enqueue(item);
        _cell.Baton.Settle();
    }
}
