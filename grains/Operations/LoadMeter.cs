using Genesis.Resilience;

namespace Genesis.Operations;

/// <summary>What the components of a load have seen, in this process.</summary>
internal sealed class LoadMeter(MonotonicClock clock)
{
    private LatencyHistogram _latencies = new();

    /// <summary>Half and 99% of the messages were handled no later than this after they were sent.</summary>
    public (TimeSpan P50, TimeSpan P99) Latencies => (_latencies.Quantile(0.5), _latencies.Quantile(0.99));

    public void Handled(LoadMessage message) => _latencies.Record(clock.Now - message.SentAt);

    /// <summary>Begins anew.</summary>
    public void Reset() => Volatile.Write(ref _latencies, new());
}
