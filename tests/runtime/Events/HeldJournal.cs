using Genesis.Storage;

namespace Genesis.Tests.Runtime.Events;

/// <summary>A journal that holds acknowledgements back, and what was read, for as long as it is told to.</summary>
internal sealed class HeldJournal(IJournal inner) : IJournal
{
    private readonly TaskCompletionSource _acknowledging = new();
    private readonly TaskCompletionSource _reading = new();

    public StorageHealth Health => inner.Health;

    public bool HoldsAcknowledgements { get; set; }

    public bool HoldsReads { get; set; }

    /// <summary>Whether something was read and not given to its reader.</summary>
    public bool HasRead { get; private set; }

    public void LetAcknowledgementsGo()
    {
        HoldsAcknowledgements = false;
        _acknowledging.TrySetResult();
    }

    public void LetReadsGo()
    {
        HoldsReads = false;
        _reading.TrySetResult();
    }

    public ValueTask<AppendResult> Append(JournalEntry entry, Action<AppendResult>? late = null, CancellationToken cancellationToken = default) => inner.Append(entry, late, cancellationToken);

    public async ValueTask Acknowledge(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken = default)
    {
        if (HoldsAcknowledgements) await _acknowledging.Task;
        await inner.Acknowledge(acknowledgements, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<PendingDelivery>> ReadPending(string target, long afterPosition, int max, CancellationToken cancellationToken = default)
    {
        var pending = await inner.ReadPending(target, afterPosition, max, cancellationToken);
        if (!HoldsReads) return pending;
        HasRead = true;
        await _reading.Task;
        return pending;
    }

    public ValueTask<IReadOnlyDictionary<string, long>> ReadPendingCounts(CancellationToken cancellationToken = default) => inner.ReadPendingCounts(cancellationToken);

    public ValueTask<IReadOnlyList<JournalFigure>> ReadFigures(CancellationToken cancellationToken = default) => inner.ReadFigures(cancellationToken);

    public ValueTask<long> NextEpoch(string source, CancellationToken cancellationToken = default) => inner.NextEpoch(source, cancellationToken);
}
