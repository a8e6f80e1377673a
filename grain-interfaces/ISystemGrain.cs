namespace Genesis;

/// <summary>Answers for the system as a whole. Its key is <see cref="Key"/>.</summary>
[Alias("genesis.ISystemGrain")]
public interface ISystemGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "system";

    /// <summary>Most components that are listed at once.</summary>
    const int LargestPage = 1000;

    /// <summary>What runs, and since when.</summary>
    [Alias("GetStatus")]
    Task<SystemStatus> GetStatus(CancellationToken cancellationToken = default);

    /// <summary>How the components are; also those that are busy, blocked or down.</summary>
    /// <param name="after">The id after which to begin; null for the beginning.</param>
    /// <param name="most">How many at most, up to <see cref="LargestPage"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    [Alias("GetComponents")]
    Task<ComponentPage> GetComponents(string? after = null, int most = LargestPage, CancellationToken cancellationToken = default);
}
