using System.Globalization;

namespace Genesis.Resilience;

/// <summary>
/// How long one attempt may take, from how long attempts took: a high quantile of the latency times a factor, within bounds. Any thread may call it; recording is
/// a plain increment, reading a comparison.
/// </summary>
/// <remarks>Attempts that ran into the timeout are recorded too, with the time waited: else only fast ones would be seen and the timeout could never grow.</remarks>
internal sealed class AttemptTimeout(AttemptTimeoutOptions options)
{
    // A change of less than a tenth is noise.
    private const double Noticeable = 0.1;

    private readonly LatencyHistogram _latencies = new();
    private volatile AttemptTimeoutOptions _options = options;
    private volatile Explanation? _explanation;
    private long _timeout = options.Max.Ticks;
    private long _windowEnd;

    /// <summary>The last change and why; null while it is what it began with.</summary>
    public Explanation? Explanation => _explanation;

    /// <summary>Takes other bounds, or turns the adaption on or off; it counts at once.</summary>
    public void Configure(AttemptTimeoutOptions options, TimeSpan now)
    {
        _options = options;
        var was = Volatile.Read(ref _timeout);
        var ticks = options.Adaptive ? Math.Clamp(was, options.Min.Ticks, options.Max.Ticks) : options.Max.Ticks;
        if (ticks != was) Change(now, ticks, "The configuration changed.");
    }

    /// <summary>Counts how long an attempt took, or how long it was waited for.</summary>
    public void Record(TimeSpan latency) => _latencies.Record(latency);

    /// <summary>The timeout for an attempt that begins now.</summary>
    public TimeSpan Current(TimeSpan now)
    {
        var end = Volatile.Read(ref _windowEnd);
        if (now.Ticks >= end && Interlocked.CompareExchange(ref _windowEnd, now.Ticks + _options.Window.Ticks, end) == end && end != 0) Adapt(now);
        return TimeSpan.FromTicks(Volatile.Read(ref _timeout));
    }

    private void Adapt(TimeSpan now)
    {
        var options = _options;
        var count = _latencies.Count;
        if (!options.Adaptive || count < options.MinSamples) return;
        var quantile = _latencies.Quantile(options.Quantile);
        _latencies.Decay();
        var ticks = (long)Math.Clamp(quantile.Ticks * options.Factor, options.Min.Ticks, options.Max.Ticks);
        var was = Volatile.Read(ref _timeout);
        if (Math.Abs(ticks - was) < was * Noticeable) return;
        Change(now, ticks, string.Create(CultureInfo.InvariantCulture,
            $"{options.Quantile * 100:0.##}% of the last {count} attempts took at most {quantile.TotalMilliseconds:0.###} ms; times {options.Factor}, within {options.Min} and {options.Max}."));
    }

    private void Change(TimeSpan now, long ticks, string why)
    {
        _explanation = new(now, TimeSpan.FromTicks(Volatile.Read(ref _timeout)).TotalMilliseconds, TimeSpan.FromTicks(ticks).TotalMilliseconds, "ms", why);
        Volatile.Write(ref _timeout, ticks);
    }
}
