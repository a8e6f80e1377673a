using System.Diagnostics.Metrics;

namespace Genesis.Exchanges;

/// <summary>Figures of recording: <c>genesis.exchange.capture.*</c>.</summary>
internal static class CaptureMetrics
{
    private static readonly Meter Meter = new(ConnectionMetrics.MeterName);
    private static readonly Counter<long> Entries = Meter.CreateCounter<long>("genesis.exchange.capture.entries", "{entry}", "Entries recorded");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("genesis.exchange.capture.bytes", "By", "Bytes recorded, before compression");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("genesis.exchange.capture.dropped", "{entry}", "Entries not recorded: the queue was full or the disk refused");

    public static void Wrote(int bytes)
    {
        Entries.Add(1);
        Bytes.Add(bytes);
    }

    public static void Dropped() => Lost.Add(1);
}
