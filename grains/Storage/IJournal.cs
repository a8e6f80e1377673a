namespace Genesis.Storage;

/// <summary>
/// Keeps durable events until every component that is to get them has a checkpoint with their effect. Safe to call from any thread and from
/// grains; what comes together is committed together. Whatever cannot be done in time ends with <see cref="StorageUnavailableException"/>;
/// whether it was done is then unknown, and repeating it is harmless.
/// </summary>
public interface IJournal
{
    /// <summary>State of the store beneath.</summary>
    StorageHealth Health { get; }

    /// <summary>Appends an entry and opens a delivery to each of its targets. When it completes, the entry survives a kill and a power cut.</summary>
    /// <param name="entry">The entry. A second one of the same id appends nothing and says so.</param>
    /// <param name="late">Called, on a thread of the store's, when the entry is in the journal after all although the call had ended with an exception.</param>
    /// <param name="cancellationToken">Gives up waiting; the entry may still be appended.</param>
    /// <exception cref="StorageUnavailableException">Not done in time.</exception>
    ValueTask<AppendResult> Append(JournalEntry entry, Action<AppendResult>? late = null, CancellationToken cancellationToken = default);

    /// <summary>Ends deliveries. Unknown or already ended ones are skipped.</summary>
    /// <exception cref="StorageUnavailableException">Not done in time.</exception>
    ValueTask Acknowledge(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken = default);

    /// <summary>Deliveries of a component that are not acknowledged, in order of their positions.</summary>
    /// <param name="target">The component.</param>
    /// <param name="afterPosition">Only later ones; 0 for all.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<PendingDelivery>> ReadPending(string target, long afterPosition, int max, CancellationToken cancellationToken = default);

    /// <summary>How many deliveries each component has not acknowledged; components without any are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> ReadPendingCounts(CancellationToken cancellationToken = default);

    /// <summary>What became of all deliveries, per type and component.</summary>
    ValueTask<IReadOnlyList<JournalFigure>> ReadFigures(CancellationToken cancellationToken = default);

    /// <summary>The next epoch of a source, never given before: 1, 2, 3…</summary>
    ValueTask<long> NextEpoch(string source, CancellationToken cancellationToken = default);
}
