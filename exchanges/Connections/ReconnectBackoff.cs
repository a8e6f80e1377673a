namespace Genesis.Exchanges;

/// <summary>How long to wait before each attempt: none before the first, then <paramref name="first"/> doubling to <paramref name="longest"/>, with jitter.</summary>
internal sealed class ReconnectBackoff(TimeSpan first, TimeSpan longest, Random random)
{
    /// <summary>A wait is this share longer or shorter than its step, so that many clients do not return together.</summary>
    public const double Jitter = 0.2;

    private int _attempt;

    public int Attempt => _attempt;

    /// <summary>After a connection that proved good: the next attempt is a first one again.</summary>
    public void Reset() => _attempt = 0;

    public TimeSpan Next() => Delay(_attempt++, first, longest, random.NextDouble());

    /// <summary>The wait before an attempt (from 0), for a random number in [0, 1).</summary>
    public static TimeSpan Delay(int attempt, TimeSpan first, TimeSpan longest, double chance)
    {
        if (attempt <= 0) return TimeSpan.Zero;
        var step = first * Math.Pow(2, Math.Min(attempt - 1, 30));
        if (step > longest) step = longest;
        var delay = step * (1 + (Jitter * ((2 * chance) - 1)));
        return delay > longest ? longest : delay;
    }
}
