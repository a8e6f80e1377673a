using System.Diagnostics.Metrics;

namespace Genesis.Exchanges;

/// <summary>Figures of connections, by venue: <c>genesis.exchange.*</c>. Connections of one venue add up.</summary>
internal sealed class ConnectionMetrics(string venue)
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Genesis.Exchanges";

    private const string Venue = "venue";
    private const string Reason = "reason";

    private static readonly Meter Meter = new(MeterName);
    private static readonly UpDownCounter<long> OpenSockets = Meter.CreateUpDownCounter<long>("genesis.exchange.sockets", "{socket}", "Sockets open");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("genesis.exchange.connects", "{attempt}", "Handshakes begun");
    private static readonly Counter<long> BreaksSeen = Meter.CreateCounter<long>("genesis.exchange.breaks", "{break}", "Sockets lost or given up");
    private static readonly Counter<long> FramesIn = Meter.CreateCounter<long>("genesis.exchange.frames", "{frame}", "Frames received");
    private static readonly Counter<long> BytesIn = Meter.CreateCounter<long>("genesis.exchange.bytes", "By", "Bytes received");
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("genesis.exchange.sent", "{frame}", "Frames sent");
    private static readonly Counter<long> MalformedFrames = Meter.CreateCounter<long>("genesis.exchange.malformed", "{frame}", "Frames that could not be read");
    private static readonly Counter<long> Gaps = Meter.CreateCounter<long>("genesis.exchange.gaps", "{gap}", "Gaps reported");
    private static readonly Counter<long> Resyncs = Meter.CreateCounter<long>("genesis.exchange.resyncs", "{book}", "Books built anew");
    private static readonly Counter<long> Drops = Meter.CreateCounter<long>("genesis.exchange.dropped", "{item}", "Items dropped at a slow consumer's queue");
    private static readonly Counter<long> CallbackFailures = Meter.CreateCounter<long>("genesis.exchange.callback.failures", "{call}", "Callbacks that threw");
    private static readonly Counter<long> CallbackHangs = Meter.CreateCounter<long>("genesis.exchange.callback.hangs", "{call}", "Callbacks that hung");
    private static readonly Histogram<double> Recoveries = Meter.CreateHistogram<double>("genesis.exchange.recovery", "s", "From a break to all subscriptions confirmed");

    private readonly KeyValuePair<string, object?> _venue = new(Venue, venue);

    public void Opened() => OpenSockets.Add(1, _venue);

    public void Closed() => OpenSockets.Add(-1, _venue);

    public void Connecting() => Attempts.Add(1, _venue);

    public void Broke(string reason) => BreaksSeen.Add(1, _venue, new(Reason, reason));

    public void Frame(int bytes)
    {
        if (FramesIn.Enabled) FramesIn.Add(1, _venue);
        if (BytesIn.Enabled) BytesIn.Add(bytes, _venue);
    }

    public void FrameSent() => Sent.Add(1, _venue);

    public void Malformed() => MalformedFrames.Add(1, _venue);

    public void Gap(GapReason reason) => Gaps.Add(1, _venue, new(Reason, reason.ToString()));

    public void Resynced() => Resyncs.Add(1, _venue);

    public void Dropped() => Drops.Add(1, _venue);

    public void CallbackFailed() => CallbackFailures.Add(1, _venue);

    public void Hung() => CallbackHangs.Add(1, _venue);

    public void Recovered(TimeSpan after) => Recoveries.Record(after.TotalSeconds, _venue);
}
