namespace Orleans.Streams;

/// <summary>A source of events.</summary>
public interface IAsyncObservable<T>
{
    /// <summary>Subscribes for the events from now on.</summary>
    /// <returns>The subscription. It lasts until it is ended, beyond the activation and the process.</returns>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);

    /// <summary>Subscribes.</summary>
    /// <param name="observer">Takes the events.</param>
    /// <param name="token">The position to start from, where the provider can rewind; null for from now on.</param>
    /// <param name="filterData">Handed to the provider's filter.</param>
    /// <returns>The subscription. It lasts until it is ended, beyond the activation and the process.</returns>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null);
}
