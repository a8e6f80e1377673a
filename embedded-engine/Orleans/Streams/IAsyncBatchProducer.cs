namespace Orleans.Streams;

/// <summary>Takes events from a producer, singly or in batches.</summary>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    /// <summary>Publishes several events, which stay together and in order.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="token">A position, for providers whose positions come from outside; others want null.</param>
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}
