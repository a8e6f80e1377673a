namespace Genesis.Supervision;

/// <summary>When a component that failed is restarted: at once the first time, then after delays that double, and not at all when that happens too often.</summary>
internal static class RestartRules
{
    /// <summary>Decides about a failure.</summary>
    /// <param name="history">The restarts so far.</param>
    /// <param name="options">Limits and delays.</param>
    /// <param name="now">Time since the start of the process.</param>
    /// <param name="random">Between 0 and 1: where in the jitter's range the delay falls.</param>
    public static RestartDecision Decide(RestartHistory history, SupervisionOptions options, TimeSpan now, double random)
    {
        var recent = (history.Times.IsDefault ? [] : history.Times).RemoveAll(at => at <= now - options.RestartWindow);
        if (recent.Length >= options.MaxRestarts)
        {
            return new(true, TimeSpan.Zero, new(recent),
                $"It was restarted {recent.Length} times in {options.RestartWindow.TotalSeconds:0.#} s, which is all that is allowed. It stays down until it is released.");
        }
        var delay = Delay(options, recent.Length, random);
        return new(false, delay, new(recent.Add(now + delay)), $"Restart {recent.Length + 1} of {options.MaxRestarts} in {options.RestartWindow.TotalSeconds:0.#} s, after {delay.TotalSeconds:0.###} s.");
    }

    /// <summary>The delay before a restart after so many others.</summary>
    public static TimeSpan Delay(SupervisionOptions options, int before, double random)
    {
        if (before == 0) return TimeSpan.Zero;
        var exact = options.RestartBaseDelay.Ticks * Math.Pow(2, before - 1);
        return TimeSpan.FromTicks((long)Math.Min(exact * (1 + (options.RestartJitter * (random - 0.5))), options.MaxRestartDelay.Ticks));
    }
}
