using System.Diagnostics.Metrics;
using Genesis.Resilience;

namespace Genesis;

/// <summary>What this process has seen of asks, counted for itself and for whoever listens to the meter <c>Genesis</c>.</summary>
internal sealed class AskMetrics : IDisposable
{
    private static readonly KeyValuePair<string, object?>[] Tags =
        [.. Enum.GetValues<OutcomeKind>().Select(static kind => new KeyValuePair<string, object?>("outcome", Name(kind)))];

    private readonly Meter _meter;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _lateAnswers;
    private readonly Counter<long> _breakers;
    private long _asks;
    private long _late;

    public AskMetrics(IMeterFactory meters, InFlight inFlight, ComponentDirectory directory)
    {
        _meter = meters.Create(Meters.Components);
        _ended = _meter.CreateCounter<long>("genesis.asks", "{ask}", "Asks that have ended, by outcome");
        _duration = _meter.CreateHistogram<double>("genesis.asks.duration", "s", "From an ask to its outcome, waiting and retries included");
        _retries = _meter.CreateCounter<long>("genesis.asks.retries", "{attempt}", "Attempts after the first");
        _lateAnswers = _meter.CreateCounter<long>("genesis.asks.late", "{answer}", "Answers thrown away because their asker had been told that time was up");
        _breakers = _meter.CreateCounter<long>("genesis.breakers.changes", "{change}", "Circuit breakers that changed, by their new state");
        _meter.CreateObservableUpDownCounter("genesis.asks.under_way", () => inFlight.Count, "{ask}", "Asks under way");
        _meter.CreateObservableUpDownCounter("genesis.breakers.open", () => directory.Routes.Count(static route => route.BreakerState != BreakerState.Closed), "{breaker}", "Circuit breakers that are open or half-open");
    }

    /// <summary>Answers that came after their asker had been told that time was up.</summary>
    public long LateAnswers => Volatile.Read(ref _late);

    /// <summary>How long asks on the local path take, of a part of them.</summary>
    public LatencyHistogram LocalLatency { get; } = new();

    /// <summary>Takes so many numbers for asks of nobody that this process knows; the number before the first of them.</summary>
    public long TakeNumbers(int count) => Interlocked.Add(ref _asks, count) - count;

    public void Ended(OutcomeKind kind, TimeSpan elapsed)
    {
        if (_ended.Enabled) _ended.Add(1, Tags[(int)kind]);
        if (_duration.Enabled) _duration.Record(elapsed.TotalSeconds, Tags[(int)kind]);
    }

    public void EndedLocal(TimeSpan elapsed)
    {
        // One in sixteen is enough for a quantile, and leaves the memory in between to the threads' own caches.
        if ((elapsed.Ticks & 15) == 0) LocalLatency.Record(elapsed);
    }

    public void Retried() => _retries.Add(1);

    public void Late()
    {
        Interlocked.Increment(ref _late);
        _lateAnswers.Add(1);
    }

    public void BreakerChanged(BreakerState state) => _breakers.Add(1, new KeyValuePair<string, object?>("state", Name(state)));

    public void Dispose() => _meter.Dispose();

    // As the conventions for attributes want them: half_open.
    private static string Name<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
