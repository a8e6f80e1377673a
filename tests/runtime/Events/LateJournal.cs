using Genesis.Storage;

namespace Genesis.Tests.Runtime.Events;

/// <summary>A journal that takes longer than its callers wait, while it is told to.</summary>
internal sealed class LateJournal(IJournal inner) : IJournal
{
    private readonly List<Action> _later = [];

    public bool IsSlow { get; set; }

    public StorageHealth Health => inner.Health;

    public async ValueTask<AppendResult> Append(JournalEntry entry, Action<AppendResult>? late = null, CancellationToken cancellationToken = default)
    {
        var result = await inner.Append(entry, late, cancellationToken);
        if (!IsSlow) return result;
        _later.Add(() => late?.Invoke(result));
        throw new StorageUnavailableException("The store is slow.");
    }

    public void CatchUp()
    {
        IsSlow = false;
        foreach (var say in _later) say();
    }

    public ValueTask Acknowledge(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken = default) => inner.Acknowledge(acknowledgements, cancellationToken);

    public ValueTask<IReadOnlyList<PendingDelivery>> ReadPending(string target, long afterPosition, int max, CancellationToken cancellationToken = default) =>
        inner.ReadPending(target, afterPosition, max, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, long>> ReadPendingCounts(CancellationToken cancellationToken = default) => inner.ReadPendingCounts(cancellationToken);

    public ValueTask<IReadOnlyList<JournalFigure>> ReadFigures(CancellationToken cancellationToken = default) => inner.ReadFigures(cancellationToken);

    public ValueTask<long> NextEpoch(string source, CancellationToken cancellationToken = default) => inner.NextEpoch(source, cancellationToken);
}
