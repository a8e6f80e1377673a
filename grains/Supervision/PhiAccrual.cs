using System.Globalization;
using Genesis.Resilience;

namespace Genesis.Supervision;

/// <summary>
/// Phi accrual failure detector (Hayashibara et al. 2004): how unlikely it is, by what was seen so far, that something which has taken so long is still going to
/// come. Phi 1 is wrong once in ten times, phi 8 once in a hundred million. For intervals between heartbeats and for durations of handlers alike.
/// Not thread-safe: one per component, used on its turn.
/// </summary>
/// <remarks>Mean and variance are exponential over the window, so that it takes 24 bytes where a ring of the last observations would take hundreds.</remarks>
internal sealed class PhiAccrual(SuspicionOptions options)
{
    private SuspicionOptions _options = options;
    private double _mean;
    private double _variance;
    private int _seen;
    private TimeSpan? _lastBeat;
    private bool _suspected;

    /// <summary>Why it was last suspected or cleared; null before.</summary>
    public Explanation? Explanation { get; private set; }

    /// <summary>Takes another threshold, window or deviation, or turns suspicion on or off.</summary>
    public void Configure(SuspicionOptions options) => _options = options;

    /// <summary>Notes an interval or a duration.</summary>
    public void Observe(TimeSpan sample)
    {
        _seen = Math.Min(_seen + 1, _options.Window);
        var share = 1.0 / _seen;
        var difference = sample.TotalSeconds - _mean;
        _mean += share * difference;
        _variance = (1 - share) * (_variance + (share * difference * difference));
    }

    /// <summary>Notes a heartbeat.</summary>
    public void Heartbeat(TimeSpan now)
    {
        if (_lastBeat is { } last) Observe(now - last);
        _lastBeat = now;
    }

    /// <summary>Phi of something that has taken so long; 0 before enough was seen or when turned off.</summary>
    public double Phi(TimeSpan elapsed)
    {
        if (!_options.Enabled || _seen < _options.MinSamples) return 0;
        var deviation = Math.Max(Math.Sqrt(_variance), _options.MinStandardDeviation.TotalSeconds);
        var y = (elapsed.TotalSeconds - _mean) / deviation;
        return y >= 0 ? -LogTail(y) / Math.Log(10) : -Math.Log10(1 - Math.Exp(LogTail(-y)));
    }

    /// <summary>Logarithm of the tail of the normal distribution beyond y ≥ 0, after Börjesson and Sundberg (1979); within 1% of the tail, however small it is.</summary>
    private static double LogTail(double y) =>
        -(y * y / 2) - (Math.Log(2 * Math.PI) / 2) - Math.Log(((1 - (1 / Math.PI)) * y) + Math.Sqrt((y * y) + (2 * Math.PI)) / Math.PI);

    /// <summary>Phi of the heartbeat that is awaited.</summary>
    public double PhiAt(TimeSpan now) => _lastBeat is { } last ? Phi(now - last) : 0;

    /// <summary>How suspicious it is that something has taken so long. Reaching the threshold, and falling below it again, is explained.</summary>
    public Suspicion Judge(TimeSpan elapsed, TimeSpan now)
    {
        var phi = Phi(elapsed);
        var suspected = phi >= _options.Threshold;
        if (suspected != _suspected)
        {
            _suspected = suspected;
            Explanation = new(now, suspected ? 0 : _options.Threshold, phi, "phi", string.Create(CultureInfo.InvariantCulture,
                $"{elapsed.TotalMilliseconds:0.#} ms have passed where {_mean * 1000:0.#} ± {Math.Sqrt(_variance) * 1000:0.#} ms are usual; the threshold is {_options.Threshold:0.#}."));
        }
        return suspected ? Suspicion.Suspected : phi >= _options.Threshold / 2 ? Suspicion.Rising : Suspicion.None;
    }
}
