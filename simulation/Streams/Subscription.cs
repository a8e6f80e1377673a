using Genesis.Simulations.Grains;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;
using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>
/// One consumer of a stream and the events that wait for it. One delivery is under way at a time; a delivery that fails is tried again
/// until the provider's MaxEventDeliveryTime.
/// </summary>
internal sealed class Subscription(SiloRuntime silo, StreamChannel channel, Guid id, GrainId consumer, string? filterData, bool isImplicit)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly Queue<StreamEvent> _events = new();
    private bool _isDelivering;
    private int _attempts;
    private long _failingSince;
    private ITimer? _retry;

    public Guid Id => id;

    public GrainId Consumer => consumer;

    public string? FilterData => filterData;

    public bool IsImplicit => isImplicit;

    public StreamKey Stream => channel.Key;

    public int WaitingCount => _events.Count;

    /// <summary>True once the consumer has unsubscribed.</summary>
    public bool IsRemoved { get; private set; }

    public void Add(StreamEvent added)
    {
        if (channel.Settings.Filter is { } filter
            && Array.TrueForAll(added.Items, item => !filter.ShouldDeliver(Stream.Id, item!, filterData)))
            return;
        _events.Enqueue(added);
        if (!_isDelivering) Deliver();
    }

    public void Remove()
    {
        IsRemoved = true;
        _events.Clear();
        _retry?.Dispose();
    }

    private void Deliver()
    {
        _isDelivering = true;
        StreamEvent[] events = [.. _events.Take(channel.Settings.MaxEventsPerDelivery)];
        Send(new DeliveryRequest(silo, channel.Provider, this, events), response => OnDelivered(events.Length, response));
    }

    private void OnDelivered(int count, Response response)
    {
        if (IsRemoved || silo.State == SiloState.Stopped) return;
        if (response.Exception is { } exception) Fail(exception);
        else GoOn(count);
    }

    private void GoOn(int count)
    {
        _attempts = 0;
        for (var i = 0; i < count; i++) _events.Dequeue();
        channel.OnRoom();
        if (_events.Count > 0) Deliver();
        else _isDelivering = false;
    }

    private void Fail(Exception exception)
    {
        if (_attempts++ == 0)
        {
            _failingSince = silo.Loop.Clock.Now;
            silo.Log.DeliveryFailed(exception, Stream.ToString(), consumer);
        }
        var pause = TimeSpan.FromTicks(Math.Min(MaxPause.Ticks, FirstPause.Ticks << Math.Min(_attempts - 1, 8)));
        _retry?.Dispose();
        _retry = silo.Time.CreateTimer(_ => Retry(exception), null, pause, Timeout.InfiniteTimeSpan);
    }

    private void Retry(Exception exception)
    {
        if (IsRemoved) return;
        if (silo.Loop.Clock.Now - _failingSince <= channel.Settings.MaxDeliveryTime.Ticks)
        {
            Deliver();
            return;
        }
        silo.Log.DeliveryGivenUp(exception, Stream.ToString(), consumer);
        var error = new StreamEventDeliveryFailureException(
            $"Failed to deliver an event of stream {Stream} to {consumer} within {channel.Settings.MaxDeliveryTime}. Last error: "
                + $"{exception.Message}");
        var count = Math.Min(_events.Count, channel.Settings.MaxEventsPerDelivery);
        Send(new ErrorRequest(id, error), _ => GoOn(count));
    }

    private void Send(IInvokable request, Action<Response> done) =>
        silo.Route(new NotedCall(request, consumer, InvokeMethodOptions.None, done));
}
