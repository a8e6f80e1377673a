namespace Genesis.Resilience;

/// <summary>When to try again: exponential from a base, spread by jitter, and never so late that the attempt could not end before the deadline.</summary>
internal static class RetrySchedule
{
    /// <summary>What follows a failed attempt.</summary>
    /// <param name="options">Attempts, base, jitter and useful remainder.</param>
    /// <param name="attempts">Attempts made so far, 1 or more.</param>
    /// <param name="now">Time since the start of the process.</param>
    /// <param name="deadline">The ask's deadline on the same clock.</param>
    /// <param name="random">Between 0 and 1: where in the jitter's range the delay falls.</param>
    public static RetryStep Next(RetryOptions options, int attempts, TimeSpan now, TimeSpan deadline, double random)
    {
        if (attempts >= options.MaxAttempts) return new(RetryStop.Attempts, TimeSpan.Zero);
        var left = deadline - now - options.UsefulRemainder;
        var delay = Delay(options, attempts, random);
        return delay > left ? new(RetryStop.Deadline, TimeSpan.Zero) : new(RetryStop.None, delay);
    }

    /// <summary>The wait after so many attempts, whatever the deadline.</summary>
    public static TimeSpan Delay(RetryOptions options, int attempts, double random)
    {
        var exact = options.BaseDelay.Ticks * Math.Pow(2, attempts - 1);
        var spread = exact * (1 + (options.Jitter * (random - 0.5)));
        return TimeSpan.FromTicks((long)Math.Min(spread, TimeSpan.TicksPerDay));
    }
}
