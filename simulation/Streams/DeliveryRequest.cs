using Genesis.Simulations.Grains;
using Orleans.Serialization.Invocation;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Genesis.Simulations.Streams;

/// <summary>The call that brings events to a consumer.</summary>
internal sealed class DeliveryRequest(SiloRuntime silo, IStreamProvider provider, Subscription subscription,
    IReadOnlyList<StreamEvent> events)
    : PlainRequest(StreamMethods.Deliver), IStreamConsumerExtension
{
    public Task DeliverBatch() => throw new InvalidOperationException("A delivery is not called directly.");

    public Task ErrorInStream() => throw new InvalidOperationException("A delivery is not called directly.");

    public override async ValueTask<Response> Invoke()
    {
        try
        {
            if (await FindObserver() is { } observer) await observer.Deliver(events);
            else silo.Log.NoObserver(subscription.Stream.ToString(), Target!.GrainId);
            return Response.Completed;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    private async Task<ObserverSlot?> FindObserver()
    {
        var observers = Target!.GetOrAdd(static () => new StreamObservers());
        if (observers.Find(subscription.Id) is { } known) return known;
        if (Target.GrainInstance is not IStreamSubscriptionObserver grain) return null;
        // The grain attaches an observer when it hears of its subscription.
        await grain.OnSubscribed(new HandleFactory(provider, subscription));
        return observers.Find(subscription.Id);
    }
}

/// <summary>The call that tells a consumer of events that it will not get.</summary>
internal sealed class ErrorRequest(Guid subscription, Exception error) : PlainRequest(StreamMethods.Error), IStreamConsumerExtension
{
    public Task DeliverBatch() => throw new InvalidOperationException("A delivery is not called directly.");

    public Task ErrorInStream() => throw new InvalidOperationException("A delivery is not called directly.");

    public override async ValueTask<Response> Invoke()
    {
        try
        {
            if (Target!.GetOrAdd(static () => new StreamObservers()).Find(subscription) is { } observer) await observer.Fail(error);
            return Response.Completed;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }
}
