namespace Genesis;

/// <summary>Events that could not be handled, as operators handle them. Its key is <see cref="IOperatorGrain.Key"/>.</summary>
[Alias("Genesis.IDeadLetterGrain")]
public interface IDeadLetterGrain : IGrainWithStringKey
{
    /// <summary>Most letters that are listed at once.</summary>
    const int LargestPage = 500;

    /// <summary>Lists letters, newest first.</summary>
    /// <param name="target">Only of this component; null for all.</param>
    /// <param name="type">Only of this event type; null for all.</param>
    /// <param name="before">Only those with lower numbers; null for all.</param>
    /// <param name="most">So many at most, up to <see cref="LargestPage"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    [Alias("List")]
    Task<DeadLetterList> List(string? target, string? type, long? before, int most, CancellationToken cancellationToken = default);

    /// <summary>The letter of a number; null when there is none.</summary>
    [Alias("Find")]
    Task<DeadLetterItem?> Find(long number, CancellationToken cancellationToken = default);

    /// <summary>Tells the event again to the component that failed at it, and removes the letter.</summary>
    [Alias("Replay")]
    Task<OperationResult> Replay(long number, CancellationToken cancellationToken = default);

    /// <summary>Removes a letter.</summary>
    [Alias("Remove")]
    Task<OperationResult> Remove(long number, CancellationToken cancellationToken = default);
}
