using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Proxies;

namespace Genesis.Embedded.Streams;

/// <summary>One delivery to an observer, in this process or another: an ordinary observer call with the events as its argument.</summary>
internal sealed class ObserverDelivery(Subscription subscription, long first) : ICallSink
{
    private static readonly GrainMethod Deliver =
        Array.Find(ProxyEmitter.Get(typeof(IStreamConsumerObserver)).Methods, static method => method.Name == nameof(IStreamConsumerObserver.Deliver))!;

    private readonly List<long> _places = [];

    public void Send(Engine engine)
    {
        var call = Deliver.Create!();
        call.SetArgument(0, Collect());
        call.Header.Extra().Sink = this;
        engine.SendOwn(subscription.Record.Consumer, call);
    }

    private StreamEvent[] Collect()
    {
        var log = subscription.Hub.Log;
        var events = new List<StreamEvent>();
        var end = Math.Min(log.End, first + StreamSettings.MostPerDelivery);
        for (var place = first; place < end && log.At(place) is { } next; place++)
        {
            if (place != first && !subscription.Wants(next)) continue;
            events.Add(next);
            _places.Add(place);
        }
        return [.. events];
    }

    void ICallSink.OnCompleted(ICall call)
    {
        if (call.Promise.IsCompletedSuccessfully)
        {
            var report = (DeliveryReport)call.Result!;
            subscription.Delivered(report.Done == 0 ? first : _places[Math.Min(report.Done, _places.Count) - 1] + 1, report.Error);
        }
        else
        {
            subscription.Delivered(first, call.Promise.Exception?.InnerException ?? new TaskCanceledException(call.Promise));
        }
    }
}
