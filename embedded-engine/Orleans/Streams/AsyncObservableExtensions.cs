namespace Orleans.Streams;

/// <summary>Subscriptions with functions instead of observers.</summary>
public static class AsyncObservableExtensions
{
    /// <summary>Subscribes with functions for events, errors and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        Func<Task> onCompletedAsync) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync));

    /// <summary>Subscribes with functions for events and errors.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs, Func<T, StreamSequenceToken?, Task> onNextAsync, Func<Exception, Task> onErrorAsync) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, onErrorAsync, null));

    /// <summary>Subscribes with functions for events and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs, Func<T, StreamSequenceToken?, Task> onNextAsync, Func<Task> onCompletedAsync) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, null, onCompletedAsync));

    /// <summary>Subscribes with functions for events.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs, Func<T, StreamSequenceToken?, Task> onNextAsync) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, null, null));

    /// <summary>Subscribes with functions for events, errors and the end, from a position.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        Func<Task> onCompletedAsync,
        StreamSequenceToken token) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync), token);

    /// <summary>Subscribes with functions for events and errors, from a position.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        StreamSequenceToken token) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, onErrorAsync, null), token);

    /// <summary>Subscribes with functions for events and the end, from a position.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Task> onCompletedAsync,
        StreamSequenceToken token) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, null, onCompletedAsync), token);

    /// <summary>Subscribes with functions for events, from a position.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncObservable<T> obs, Func<T, StreamSequenceToken?, Task> onNextAsync, StreamSequenceToken token) =>
        obs.SubscribeAsync(new GenericAsyncObserver<T>(onNextAsync, null, null), token);
}
