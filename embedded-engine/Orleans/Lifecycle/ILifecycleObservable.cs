namespace Orleans;

/// <summary>A life in numbered stages: started in ascending order, stopped in descending order.</summary>
public interface ILifecycleObservable
{
    /// <summary>Takes part in a stage.</summary>
    /// <param name="observerName">The name in logs.</param>
    /// <param name="stage">The stage's number.</param>
    /// <param name="observer">What to run.</param>
    /// <returns>Dispose it to take no part any more.</returns>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
