using System.Diagnostics.Metrics;

namespace Genesis.Streams;

/// <summary>The counts of one provider in one silo. Instruments read them when they are asked.</summary>
internal sealed class StreamMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Genesis.Streams";

    private const string Provider = "provider";

    private readonly Meter? _meter;
    private readonly KeyValuePair<string, object?> _provider;
    private long _queued;
    private long _delivered;
    private long _failed;
    private long _unclaimed;
    private long _rejected;
    private long _lost;
    private long _roomWaits;

    public StreamMetrics(string provider, Func<long> waiting, Func<int> streams, IMeterFactory? meters)
    {
        _provider = new(Provider, provider);
        _meter = meters?.Create(MeterName);
        Count("queued", () => Queued, "{event}", "Events accepted from producers");
        Count("delivered", () => Delivered, "{event}", "Events that consumers have handled, once for each consumer");
        Count("failed", () => Failed, "{event}", "Events given up because their consumer could not take them");
        Count("unclaimed", () => Unclaimed, "{event}", "Events dropped because nobody had subscribed to their stream");
        Count("rejected", () => Rejected, "{event}", "Events dropped because their stream was full; their producers do not await");
        Count("lost", () => Lost, "{event}", "Accepted events that were not delivered when the silo stopped");
        Count("room_waits", () => RoomWaits, "{wait}", "Sends that had to wait for room in their stream");
        _meter?.CreateObservableGauge(
            "genesis.streams.waiting", () => Measure(waiting()), "{event}", "Events that some consumer has not had yet");
        _meter?.CreateObservableGauge("genesis.streams.known", () => Measure(streams()), "{stream}", "Streams that this silo knows");
    }

    public long Queued => Interlocked.Read(ref _queued);

    public long Delivered => Interlocked.Read(ref _delivered);

    public long Failed => Interlocked.Read(ref _failed);

    public long Unclaimed => Interlocked.Read(ref _unclaimed);

    public long Rejected => Interlocked.Read(ref _rejected);

    public long Lost => Interlocked.Read(ref _lost);

    public long RoomWaits => Interlocked.Read(ref _roomWaits);

    public void AddQueued(int events) => Interlocked.Add(ref _queued, events);

    public void AddDelivered(int events) => Interlocked.Add(ref _delivered, events);

    public void AddFailed(int events) => Interlocked.Add(ref _failed, events);

    public void AddUnclaimed(int events) => Interlocked.Add(ref _unclaimed, events);

    public void AddRejected(int events) => Interlocked.Add(ref _rejected, events);

    public void AddLost(long events) => Interlocked.Add(ref _lost, events);

    public void AddRoomWait() => Interlocked.Increment(ref _roomWaits);

    public void Dispose() => _meter?.Dispose();

    private Measurement<long> Measure(long value) => new(value, _provider);

    private void Count(string name, Func<long> value, string unit, string description) =>
        _meter?.CreateObservableCounter("genesis.streams." + name, () => Measure(value()), unit, description);
}
