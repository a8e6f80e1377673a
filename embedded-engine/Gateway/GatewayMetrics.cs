using System.Diagnostics.Metrics;

namespace Genesis.Embedded.Gateway;

/// <summary>The gateway's instruments, on both ends.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _late;
    private readonly Counter<long> _malformed;
    private readonly Counter<long> _lost;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Diagnostics.EngineMetrics.MeterName);
        _connections = _meter.CreateUpDownCounter<long>("genesis.gateway.connections", "{connection}", "Connections between processes that are open");
        _refused = _meter.CreateCounter<long>("genesis.gateway.refused", "{connection}", "Connections that were not let in, by reason");
        _sent = _meter.CreateCounter<long>("genesis.gateway.sent", "{message}", "Messages written");
        _received = _meter.CreateCounter<long>("genesis.gateway.received", "{message}", "Messages read");
        _dropped = _meter.CreateCounter<long>("genesis.gateway.dropped", "{message}", "Messages that were queued when their connection ended");
        _rejected = _meter.CreateCounter<long>("genesis.gateway.rejected", "{call}", "Calls refused because too many were under way or their method is unknown");
        _late = _meter.CreateCounter<long>("genesis.gateway.late", "{message}", "Answers whose caller had given up");
        _malformed = _meter.CreateCounter<long>("genesis.gateway.malformed", "{connection}", "Connections closed because of what came on them");
        _lost = _meter.CreateCounter<long>("genesis.gateway.lost", "{connection}", "Connections closed because the other side was too slow or silent, by reason");
    }

    public void Opened() => _connections.Add(1);

    public void Ended() => _connections.Add(-1);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Sent() => _sent.Add(1);

    public void Received() => _received.Add(1);

    public void Dropped() => _dropped.Add(1);

    public void Rejected() => _rejected.Add(1);

    public void LateAnswer() => _late.Add(1);

    public void Malformed() => _malformed.Add(1);

    public void SlowPeer() => _lost.Add(1, new KeyValuePair<string, object?>("reason", "slow"));

    public void DeadPeer() => _lost.Add(1, new KeyValuePair<string, object?>("reason", "silent"));

    public void Dispose() => _meter.Dispose();
}
