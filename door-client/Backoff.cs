namespace Genesis.DoorClient;

/// <summary>When to try again: at once, then after a time that doubles, spread by up to a quarter, never beyond a longest one.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private const double Spread = 0.25;
    private const int MostDoublings = 30;

    private int _attempts;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        var attempt = _attempts;
        if (_attempts <= MostDoublings) _attempts++;
        if (attempt == 0) return TimeSpan.Zero;
        var delay = first * Math.Pow(2, attempt - 1) * (1 + Spread * random.NextDouble());
        return delay < longest ? delay : longest;
    }

    /// <summary>It works: the next attempt is made at once again.</summary>
    public void Reset() => _attempts = 0;
}
