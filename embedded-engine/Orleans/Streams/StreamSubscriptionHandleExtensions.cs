namespace Orleans.Streams;

/// <summary>Resuming subscriptions with functions instead of observers.</summary>
public static class StreamSubscriptionHandleExtensions
{
    /// <summary>Resumes a subscription with functions for events, errors and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        Func<Task> onCompletedAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync), token);

    /// <summary>Resumes a subscription with functions for events and errors.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncObserver<T>(onNextAsync, onErrorAsync, null), token);

    /// <summary>Resumes a subscription with functions for events and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<T, StreamSequenceToken?, Task> onNextAsync,
        Func<Task> onCompletedAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncObserver<T>(onNextAsync, null, onCompletedAsync), token);

    /// <summary>Resumes a subscription with functions for events.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle, Func<T, StreamSequenceToken?, Task> onNextAsync, StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncObserver<T>(onNextAsync, null, null), token);

    /// <summary>Resumes a subscription with functions for batches, errors and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<IList<SequentialItem<T>>, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        Func<Task> onCompletedAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync), token);

    /// <summary>Resumes a subscription with functions for batches and errors.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<IList<SequentialItem<T>>, Task> onNextAsync,
        Func<Exception, Task> onErrorAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, onErrorAsync, null), token);

    /// <summary>Resumes a subscription with functions for batches and the end.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle,
        Func<IList<SequentialItem<T>>, Task> onNextAsync,
        Func<Task> onCompletedAsync,
        StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, null, onCompletedAsync), token);

    /// <summary>Resumes a subscription with functions for batches.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle, Func<IList<SequentialItem<T>>, Task> onNextAsync, StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new GenericAsyncBatchObserver<T>(onNextAsync, null, null), token);
}
