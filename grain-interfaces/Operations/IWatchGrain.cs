namespace Genesis;

/// <summary>
/// Shows events to an operator while they are told. Its key is the operator's own choice. It never slows anybody who tells: what the operator does not take in time is dropped and counted,
/// and an operator who does not renew the lease is forgotten.
/// </summary>
[Alias("Genesis.IWatchGrain")]
public interface IWatchGrain : IGrainWithStringKey
{
    /// <summary>Begins to watch; one that was open under this key is closed.</summary>
    [Alias("Open")]
    Task<WatchOpening> Open(IWatchObserver observer, WatchRequest request);

    /// <summary>Renews the lease.</summary>
    /// <returns>False when nothing is open any more, such as after a restart of the silo: open it again.</returns>
    [Alias("Renew")]
    Task<bool> Renew();

    /// <summary>Ends it.</summary>
    [Alias("Close")]
    Task Close();
}
