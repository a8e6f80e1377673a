namespace Orleans.Streams.Core;

/// <summary>A grain that is told of the subscriptions made for it, such as implicit ones, and so need not know its streams.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>Runs before the first event of a subscription reaches this activation: attach an observer here.</summary>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}
