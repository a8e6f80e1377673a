namespace Orleans.Streams;

/// <summary>Batch subscriptions with functions instead of observers.</summary>
public static class AsyncBatchObservableExtensions
{
    /// <summary>Subscribes with functions for batches, errors and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs,
        Func<IList<SequentialItem<T>>, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        Func<Task> onCompletedAsync) =>
        obs.SubscribeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync));

    /// <summary>Subscribes with functions for batches and errors.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task> onErrorAsync) =>
        obs.SubscribeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, onErrorAsync, null));

    /// <summary>Subscribes with functions for batches and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Task> onCompletedAsync) =>
        obs.SubscribeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, null, onCompletedAsync));

    /// <summary>Subscribes with functions for batches.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync) =>
        obs.SubscribeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, null, null));
}
