using Genesis.Storage;

namespace Genesis;

/// <summary>Looks into the events of this process, and tells dead letters again.</summary>
public interface IEventRuntime
{
    /// <summary>
    /// The conservation ledger: what became of every delivery of this run, with what waits at this moment. Exact when nothing moves; while events move, a difference above 0 is
    /// what was on its way.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The journal, which holds the durable events that wait, cannot be read.</exception>
    ValueTask<LedgerBalance> ReadLedger(CancellationToken cancellationToken = default);

    /// <summary>The dead letters: list, find and remove them here.</summary>
    IDeadLetters DeadLetters { get; }

    /// <summary>Tells a dead letter again, to the component that failed at it only, as a new event; then the letter is removed.</summary>
    /// <param name="number">The letter.</param>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <returns>What became of it; null when there is no letter of that number.</returns>
    ValueTask<TellResult?> Replay(long number, CancellationToken cancellationToken = default);
}
