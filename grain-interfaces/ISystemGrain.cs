namespace Genesis;

/// <summary>Answers for the system as a whole. Its key is <see cref="Key"/>.</summary>
[Alias("genesis.ISystemGrain")]
public interface ISystemGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "system";

    /// <summary>What runs, and since when.</summary>
    [Alias("GetStatus")]
    Task<SystemStatus> GetStatus(CancellationToken cancellationToken = default);
}
