namespace Orleans.Streams;

/// <summary>Takes the events of a stream, a batch at a time.</summary>
public interface IAsyncBatchObserver<T>
{
    /// <summary>
    /// Takes a batch. The next one waits until the task completes; if it fails, delivery follows the provider's error policy.
    /// Delivery may repeat.
    /// </summary>
    Task OnNextAsync(IList<SequentialItem<T>> items);

    /// <summary>No further events come.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>The producer or the engine reports an error.</summary>
    Task OnErrorAsync(Exception ex);
}
