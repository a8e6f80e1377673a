namespace Orleans;

/// <summary>A service that takes part in a life: registered as a service, it is asked to subscribe before the first stage.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes to the stages it needs.</summary>
    void Participate(TLifecycleObservable lifecycle);
}
