namespace Orleans.Streams;

/// <summary>A source of events in batches.</summary>
public interface IAsyncBatchObservable<T>
{
    /// <summary>Subscribes for the events from now on.</summary>
    /// <returns>The subscription. It lasts until it is ended, beyond the activation and the process.</returns>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer);

    /// <summary>Subscribes.</summary>
    /// <param name="observer">Takes the batches.</param>
    /// <param name="token">The position to start from, where the provider can rewind; null for from now on.</param>
    /// <returns>The subscription. It lasts until it is ended, beyond the activation and the process.</returns>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token);
}
