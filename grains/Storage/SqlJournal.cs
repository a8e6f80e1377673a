namespace Genesis.Storage;

/// <summary>Journal and dead letters in a store of their own.</summary>
internal sealed class SqlJournal(string name, IStore store) : IJournal, IDeadLetters, IStorageHealthSource, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int MostRead = 10_000;

    public StorageHealth Health => store.Health;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe($"store {name}", StoreStages.Open, store.Open, store.Close);

    public ValueTask<AppendResult> Append(JournalEntry entry, Action<AppendResult>? late = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrEmpty(entry.Id);
        // Each target gets one delivery, however often it is named.
        var distinct = entry.Targets.Distinct(StringComparer.Ordinal).ToArray();
        return Do(new JournalAppend(distinct.Length == entry.Targets.Count ? entry : entry with { Targets = distinct }, late), cancellationToken);
    }

    public async ValueTask Acknowledge(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(acknowledgements);
        if (acknowledgements.Count > 0) await Do(new JournalAcknowledge(acknowledgements), cancellationToken);
    }

    public ValueTask<IReadOnlyList<PendingDelivery>> ReadPending(string target, long afterPosition, int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return Do(new JournalRead<IReadOnlyList<PendingDelivery>>((table, session) => table.ReadPending(session, target, afterPosition, Math.Min(max, MostRead))), cancellationToken);
    }

    public ValueTask<IReadOnlyDictionary<string, long>> ReadPendingCounts(CancellationToken cancellationToken = default) =>
        Do(new JournalRead<IReadOnlyDictionary<string, long>>(static (table, session) => table.ReadPendingCounts(session)), cancellationToken);

    public ValueTask<IReadOnlyList<JournalFigure>> ReadFigures(CancellationToken cancellationToken = default) =>
        Do(new JournalRead<IReadOnlyList<JournalFigure>>(static (table, session) => table.ReadFigures(session)), cancellationToken);

    public ValueTask<long> NextEpoch(string source, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        return Do(new JournalEpoch(source), cancellationToken);
    }

    public ValueTask<long> Add(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return Do(new DeadLetterAdd(letter), cancellationToken);
    }

    public ValueTask<DeadLetterPage> List(DeadLetterFilter? filter = null, long? before = null, int max = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return Do(new JournalRead<DeadLetterPage>((table, session) => table.ReadLetters(session, filter, before, Math.Min(max, MostRead))), cancellationToken);
    }

    public ValueTask<DeadLetter?> Find(long number, CancellationToken cancellationToken = default) =>
        Do(new JournalRead<DeadLetter?>((table, session) => table.ReadLetter(session, number)), cancellationToken);

    public ValueTask<bool> Remove(long number, CancellationToken cancellationToken = default) => Do(new DeadLetterRemove(number), cancellationToken);

    public ValueTask<DeadLetterCounts> Count(CancellationToken cancellationToken = default) =>
        Do(new JournalRead<DeadLetterCounts>(static (table, session) => table.ReadLetterCounts(session)), cancellationToken);

    public void Dispose() => store.Dispose();

    private ValueTask<T> Do<T>(StoreOperation<T> operation, CancellationToken cancellationToken) => new(store.Do(operation).WaitAsync(cancellationToken));
}
