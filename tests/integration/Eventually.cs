namespace Genesis.Tests.Integration;

/// <summary>Waits until something is so, for what has no event to wait for.</summary>
internal static class Eventually
{
    // For what hangs, not for what is slow: a machine that runs ten other things takes twenty times as long.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static async Task True(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    /// <summary>Bounds a wait for something that completes by itself.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience, TimeProvider.System);

    /// <inheritdoc cref="InTime{T}"/>
    public static Task InTime(this Task task) => task.WaitAsync(Patience, TimeProvider.System);
}
