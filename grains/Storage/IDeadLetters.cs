namespace Genesis.Storage;

/// <summary>Events that could not be handled. Bounded by count and age: the oldest are dropped, and counted.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps a letter and gives it a number.</summary>
    /// <exception cref="StorageUnavailableException">Not done in time.</exception>
    ValueTask<long> Add(DeadLetter letter, CancellationToken cancellationToken = default);

    /// <summary>Lists letters, newest first.</summary>
    /// <param name="filter">Which; null for all.</param>
    /// <param name="before">Only those with lower numbers; null for all.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<DeadLetterPage> List(DeadLetterFilter? filter = null, long? before = null, int max = 100, CancellationToken cancellationToken = default);

    /// <summary>The letter of a number; null if there is none.</summary>
    ValueTask<DeadLetter?> Find(long number, CancellationToken cancellationToken = default);

    /// <summary>Removes a letter, for instance after its replay; tells whether it was there.</summary>
    ValueTask<bool> Remove(long number, CancellationToken cancellationToken = default);

    /// <summary>How many there are and were.</summary>
    ValueTask<DeadLetterCounts> Count(CancellationToken cancellationToken = default);
}
