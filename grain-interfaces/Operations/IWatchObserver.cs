namespace Genesis;

/// <summary>An operator who watches events.</summary>
[Alias("Genesis.IWatchObserver")]
public interface IWatchObserver : IGrainObserver
{
    /// <summary>Takes events; the next ones come when this has ended.</summary>
    [Alias("Receive")]
    Task Receive(WatchBatch batch);
}
