using System.Runtime.InteropServices;

namespace Genesis;

/// <content>What is known of types and batches, and the bounds.</content>
internal sealed partial class EventIntake
{
    private IntakeType KindOf(string type)
    {
        var policies = _events.Policies;
        if (_last is { } last && ReferenceEquals(last.Type, type) && ReferenceEquals(last.Policies, policies)) return last;
        if (_types.TryGetValue(type, out var known) && ReferenceEquals(known.Policies, policies)) return _last = known;
        var row = _events.Ledger.Row(type, _cell.Id);
        var count = known?.Queued ?? Array.Find(_counts, one => one.Type == row.Type);
        if (count is null) Volatile.Write(ref _counts, [.. _counts, count = new IntakeCount(row.Type)]);
        var made = new IntakeType(type, policies, row, count);
        if (known is not null || _types.Count < MostTypes) _types[type] = made;
        return _last = made;
    }

    /// <summary>Whether a batch is not a second copy. Batches of one process come one after the other.</summary>
    private bool IsNew(EventBatch batch)
    {
        if (batch.Number == 0) return true;
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastBatches ??= [], batch.Process, out _);
        if (batch.Number <= last) return false;
        last = batch.Number;
        return true;
    }

    /// <summary>The bounds may have been changed.</summary>
    private void Fit()
    {
        _mostRecent = _services.Checkpoints().RecentEvents;
        if (_bounds == (_services.Limits.MailboxCapacity, _services.Limits.MailboxWarning)) return;
        var (capacity, warning) = Bounds();
        _mailbox.Resize(capacity, warning);
    }

    private (int Capacity, int Warning) Bounds()
    {
        var limits = _services.Limits;
        _bounds = (limits.MailboxCapacity, limits.MailboxWarning);
        var capacity = _cell.Registration.Policies.MailboxCapacity ?? limits.MailboxCapacity;
        // A component with a mailbox of its own size is warned of at the same share of it.
        var warning = capacity == limits.MailboxCapacity ? limits.MailboxWarning : (int)(capacity * (long)limits.MailboxWarning / limits.MailboxCapacity);
        return (capacity, Math.Clamp(warning, 1, capacity));
    }

    /// <summary>A batch, and how far it has been taken.</summary>
    private sealed class Incoming(EventBatch batch, bool mine)
    {
        public EventBatch Batch => batch;

        /// <summary>Whether this process sent it.</summary>
        public bool Mine => mine;

        public int Next { get; set; }

        public bool NeedsRoom { get; set; }
    }
}
