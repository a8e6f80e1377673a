namespace Orleans;

/// <summary>A life that can be started and stopped as a whole.</summary>
public interface ILifecycleSubject : ILifecycleObservable, ILifecycleObserver
{
}
