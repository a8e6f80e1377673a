namespace Orleans;

/// <summary>Ways to take part in a life.</summary>
public static class LifecycleExtensions
{
    /// <summary>Takes part in a stage with functions.</summary>
    /// <param name="observable">The life.</param>
    /// <param name="observerName">The name in logs.</param>
    /// <param name="stage">The stage's number.</param>
    /// <param name="onStart">Runs when the stage is started.</param>
    /// <param name="onStop">Runs when the stage is stopped; null for nothing.</param>
    /// <returns>Dispose it to take no part any more.</returns>
    public static IDisposable Subscribe(
        this ILifecycleObservable observable,
        string observerName,
        int stage,
        Func<CancellationToken, Task> onStart,
        Func<CancellationToken, Task>? onStop)
    {
        ArgumentNullException.ThrowIfNull(observable);
        ArgumentNullException.ThrowIfNull(onStart);
        return observable.Subscribe(observerName, stage, new Observer(onStart, onStop));
    }

    /// <summary>Takes part in the start of a stage with a function.</summary>
    public static IDisposable Subscribe(
        this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart) =>
        observable.Subscribe(observerName, stage, onStart, null);

    /// <summary>Takes part in a stage under the name of a type.</summary>
    public static IDisposable Subscribe<TObserver>(this ILifecycleObservable observable, int stage, ILifecycleObserver observer) =>
        observable.Subscribe(NameOf(typeof(TObserver)), stage, observer);

    /// <summary>Takes part in a stage with functions, under the name of a type.</summary>
    public static IDisposable Subscribe<TObserver>(
        this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task> onStop) =>
        observable.Subscribe(NameOf(typeof(TObserver)), stage, onStart, onStop);

    /// <summary>Takes part in the start of a stage with a function, under the name of a type.</summary>
    public static IDisposable Subscribe<TObserver>(
        this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart) =>
        observable.Subscribe(NameOf(typeof(TObserver)), stage, onStart, null);

    /// <summary>Takes part in a stage under the name of the observer's type.</summary>
    public static IDisposable Subscribe(this ILifecycleObservable observable, int stage, ILifecycleObserver observer) =>
        observable.Subscribe(NameOf(observer.GetType()), stage, observer);

    private static string NameOf(Type type) => type.FullName ?? type.Name;

    private sealed class Observer(Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop) : ILifecycleObserver
    {
        public Task OnStart(CancellationToken cancellationToken) => onStart(cancellationToken);

        public Task OnStop(CancellationToken cancellationToken) => onStop?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }
}
