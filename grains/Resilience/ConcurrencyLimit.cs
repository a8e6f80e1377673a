using System.Globalization;

namespace Genesis.Resilience;

/// <summary>
/// How many asks may be under way to one component. Adaptive by gradient: when recent latency is well above the long-term one, asks queue up at the target
/// and the limit falls; while it is not, and the limit is being used, it rises by the square root of itself. Any thread may call it; one interlocked operation each way.
/// </summary>
/// <remarks>The rule is that of gradient2 in Netflix' concurrency-limits.</remarks>
internal sealed class ConcurrencyLimit(ConcurrencyOptions options)
{
    private const int CountBits = 20;
    private const int MostSamples = (1 << CountBits) - 1024;

    private volatile ConcurrencyOptions _options = options;
    private volatile int _limit = Bounded(options.Initial, options);
    private volatile Explanation? _explanation;
    private double _exactLimit = Bounded(options.Initial, options);
    private int _inFlight;
    private int _peak;
    private int _recalculating;
    private long _refused;

    // Sum of latencies (ticks) and their number in one word: a race loses a sample whole, and the mean stays right.
    private long _samples;
    private long _windowEnd;
    private double _longTerm;
    private int _windows;

    /// <summary>The limit now.</summary>
    public int Limit => _limit;

    /// <summary>Asks under way now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Asks refused since the start of the process.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>The last change of the limit and why; null while it is what it began with.</summary>
    public Explanation? Explanation => _explanation;

    /// <summary>Takes other bounds, or turns the adaption on or off; it counts at once.</summary>
    public void Configure(ConcurrencyOptions options, TimeSpan now)
    {
        var stays = options.Adaptive && _options.Adaptive;
        _options = options;
        var from = _limit;
        var to = Bounded(stays ? from : options.Initial, options);
        if (to == from) return;
        _explanation = new(now, from, to, "asks", "The configuration changed.");
        Volatile.Write(ref _exactLimit, to);
        _limit = to;
    }

    /// <summary>Takes a place; whoever got one gives it back with <see cref="Release"/>.</summary>
    public bool TryAcquire()
    {
        var inFlight = Interlocked.Increment(ref _inFlight);
        if (inFlight <= _limit)
        {
            if (inFlight > _peak) _peak = inFlight;
            return true;
        }
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _refused);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="latency">How long it was held.</param>
    /// <param name="now">Time since the start of the process.</param>
    public void Release(TimeSpan latency, TimeSpan now)
    {
        Interlocked.Decrement(ref _inFlight);
        var samples = Volatile.Read(ref _samples) + (Math.Max(0, latency.Ticks) << CountBits) + 1;
        Volatile.Write(ref _samples, samples);
        if ((samples & ((1 << CountBits) - 1)) >= MostSamples || now.Ticks >= Volatile.Read(ref _windowEnd)) EndWindow(now);
    }

    private void EndWindow(TimeSpan now)
    {
        if (Interlocked.CompareExchange(ref _recalculating, 1, 0) != 0) return;
        try
        {
            var options = _options;
            var samples = Volatile.Read(ref _samples);
            var count = (int)(samples & ((1 << CountBits) - 1));
            if (_windowEnd == 0) _windowEnd = now.Ticks + options.Window.Ticks;
            if (count < MostSamples && (now.Ticks < _windowEnd || count < options.MinSamples)) return;
            var peak = _peak;
            _peak = InFlight;
            Volatile.Write(ref _samples, 0);
            Volatile.Write(ref _windowEnd, now.Ticks + options.Window.Ticks);
            if (options.Adaptive) Adapt(options, Math.Max(1, (double)(samples >> CountBits) / count), peak, now);
        }
        finally
        {
            Volatile.Write(ref _recalculating, 0);
        }
    }

    private void Adapt(ConcurrencyOptions options, double recent, int peak, TimeSpan now)
    {
        // The first windows weigh equally; then it is an exponential mean.
        _windows = Math.Min(_windows + 1, options.LongTermWindows);
        _longTerm += (recent - _longTerm) / _windows;
        // Back from a long overload: the baseline comes down faster than the mean would.
        if (_longTerm > recent * 2) _longTerm *= 0.9;
        if (peak < _exactLimit / 2) return;

        var gradient = recent < options.Unremarkable.Ticks ? 1 : Math.Clamp(options.Tolerance * _longTerm / recent, 0.5, 1);
        var target = (_exactLimit * gradient) + Math.Sqrt(_exactLimit);
        var exact = Math.Clamp((_exactLimit * (1 - options.Smoothing)) + (target * options.Smoothing), options.Min, options.Max);
        Volatile.Write(ref _exactLimit, exact);
        var from = _limit;
        var to = Bounded((int)exact, options);
        if (to == from) return;
        _explanation = new(now, from, to, "asks", string.Create(CultureInfo.InvariantCulture,
            $"up to {peak} asks were under way; their mean latency was {recent / TimeSpan.TicksPerMillisecond:0.###} ms, in the long term {_longTerm / TimeSpan.TicksPerMillisecond:0.###} ms."));
        _limit = to;
    }

    private static int Bounded(int limit, ConcurrencyOptions options) => Math.Clamp(limit, options.Min, options.Max);
}
