namespace Orleans.Streams;

/// <summary>Takes the events of a stream, one at a time.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>
    /// Takes an event. The next one waits until the task completes; if it fails, delivery follows the provider's error policy.
    /// Delivery may repeat.
    /// </summary>
    /// <param name="item">The event.</param>
    /// <param name="token">The event's position.</param>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>No further events come.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>The producer or the engine reports an error.</summary>
    Task OnErrorAsync(Exception ex);
}
