using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Orleans.Runtime;
using Orleans.Streams.Core;

namespace Genesis.Embedded.Streams;

/// <summary>
/// One delivery to a grain: a call that, when its turn comes, takes what has been published by then, straight from the stream's log. It
/// waits, activates, is sent on and times out like any call.
/// </summary>
internal sealed class GrainDelivery(Subscription subscription, long first) : TaskCall, IDeliverySource
{
    private readonly long _first = first;
    private long _next = first;
    private long _reached = first;
    private long _limit;
    private long _started;

    public override GrainMethod Method => StreamConsumerMethods.Deliver;

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public override void SetArgument(int index, object? value) => throw new ArgumentOutOfRangeException(nameof(index));

    public StreamEvent? Take()
    {
        var hub = subscription.Hub;
        while (_next < _limit && !Task.IsCompleted && !subscription.Removed)
        {
            // A slice of time, as coarse as the engine's clock: a grain with much to do must also answer calls.
            if (_next != _first && hub.Runtime.Engine.Executor.Now - _started > 1) return null;
            if (_next >= hub.Log.End || hub.Log.At(_next) is not { } next) return null;
            _next++;
            if (hub.Settings.Filter is null || subscription.Wants(next)) return next;
        }
        return null;
    }

    public void Done() => Volatile.Write(ref _reached, _next);

    protected override Task Send(object target)
    {
        var activation = (Activation)RuntimeContext.Current!;
        _limit = _first + StreamSettings.MostPerDelivery;
        _started = activation.Engine.Executor.Now;
        if (activation.GetComponent<StreamObservers>()?.Find(subscription.Record.SubscriptionId) is { } slot) return slot.Run(this);
        return target is IStreamSubscriptionObserver observer ? Attach(activation, observer) : Drop();
    }

    protected override void OnTold() =>
        subscription.Delivered(Volatile.Read(ref _reached), Task.IsCompletedSuccessfully ? null : Task.Exception?.InnerException ?? new TaskCanceledException(Task));

    /// <summary>A grain that wants to be told of its subscriptions attaches its observer now.</summary>
    private async Task Attach(Activation activation, IStreamSubscriptionObserver observer)
    {
        await observer.OnSubscribed(subscription.Hub.Runtime.HandlesOf(subscription.Hub.Key, subscription.Record.SubscriptionId));
        await (activation.GetComponent<StreamObservers>()?.Find(subscription.Record.SubscriptionId)?.Run(this) ?? Drop());
    }

    /// <summary>As in Orleans, events for a grain that has not resumed its subscription are lost to it.</summary>
    private Task Drop()
    {
        var dropped = 0;
        while (Take() is { } next) dropped += next.Count;
        Done();
        subscription.Hub.Runtime.Dropped(subscription, dropped);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
