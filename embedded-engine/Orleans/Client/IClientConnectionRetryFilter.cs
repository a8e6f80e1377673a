namespace Orleans;

/// <summary>Decides whether a client that could not connect at its start tries again.</summary>
public interface IClientConnectionRetryFilter
{
    /// <summary>True to try again, after as long a wait as the filter likes; false to let the start fail.</summary>
    Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
}
