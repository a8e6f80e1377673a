using System.Diagnostics.Metrics;
using Genesis.Embedded.Diagnostics;

namespace Genesis.Embedded.Streams;

/// <summary>The instruments of streams.</summary>
internal sealed class StreamMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _published;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _givenUp;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _waits;
    private readonly Counter<long> _timeouts;

    public StreamMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(EngineMetrics.MeterName);
        _published = _meter.CreateCounter<long>("genesis.engine.streams.published", "{item}", "Items queued on streams");
        _delivered = _meter.CreateCounter<long>("genesis.engine.streams.delivered", "{item}", "Items that consumers have dealt with, each consumer counted");
        _failed = _meter.CreateCounter<long>("genesis.engine.streams.failed", "{delivery}", "Deliveries that ended with an exception or a timeout; they are tried again");
        _givenUp = _meter.CreateCounter<long>("genesis.engine.streams.given_up", "{event}", "Events that one consumer did not get within MaxEventDeliveryTime");
        _dropped = _meter.CreateCounter<long>("genesis.engine.streams.dropped", "{item}", "Items for grains that had not resumed their subscription");
        _waits = _meter.CreateCounter<long>("genesis.engine.streams.producer.waits", "{event}", "Events whose producer had to wait for room or for the stream to be opened");
        _timeouts = _meter.CreateCounter<long>("genesis.engine.streams.producer.timeouts", "{event}", "Events that found no room within the response timeout");
    }

    public void Observe(Func<int> inMemory, Func<long> longestQueue)
    {
        _meter.CreateObservableUpDownCounter("genesis.engine.streams", inMemory, "{stream}", "Streams in memory");
        _meter.CreateObservableGauge("genesis.engine.streams.queue.longest", longestQueue, "{item}", "Items that wait for the consumer that has most waiting");
    }

    public void Published(int items) => _published.Add(items);

    public void Delivered(long items) => _delivered.Add(items);

    public void DeliveryFailed() => _failed.Add(1);

    public void GivenUp() => _givenUp.Add(1);

    public void Dropped(int items) => _dropped.Add(items);

    public void ProducerHeld() => _waits.Add(1);

    public void ProducerTimedOut() => _timeouts.Add(1);
}
