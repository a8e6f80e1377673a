namespace Orleans.Streams;

/// <summary>A batch observer made of functions; null stands for doing nothing.</summary>
internal sealed class GenericAsyncBatchObserver<T>(
    Func<IList<SequentialItem<T>>, Task> onNext, Func<Exception, Task>? onError, Func<Task>? onCompleted) : IAsyncBatchObserver<T>
{
    private readonly Func<IList<SequentialItem<T>>, Task> _onNext = onNext ?? throw new ArgumentNullException(nameof(onNext));

    public Task OnNextAsync(IList<SequentialItem<T>> items) => _onNext(items);

    public Task OnCompletedAsync() => onCompleted?.Invoke() ?? Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => onError?.Invoke(ex) ?? Task.CompletedTask;
}
