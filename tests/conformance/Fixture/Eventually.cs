namespace Genesis.Tests.Conformance.Fixture;

/// <summary>Waits until something is so, for what has no event to wait for. A failure tells what was expected and what was seen.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        True(() => Task.FromResult(condition()), what, deadline);

    public static Task True(Func<Task<bool>> condition, string what, TimeSpan? deadline = null) =>
        Holds(condition, static holds => holds, what, deadline);

    public static Task Equal<T>(T expected, Func<T> actual, string what, TimeSpan? deadline = null) =>
        Equal(expected, () => Task.FromResult(actual()), what, deadline);

    public static Task Equal<T>(T expected, Func<Task<T>> actual, string what, TimeSpan? deadline = null) =>
        Holds(actual, value => EqualityComparer<T>.Default.Equals(value, expected), $"{what} to be {expected}", deadline);

    /// <summary>Polls until the value is as wanted, and gives it.</summary>
    public static async Task<T> Holds<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, TimeSpan? deadline = null)
    {
        var time = TestTime.Current;
        var start = time.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (wanted(seen)) return seen;
            if (time.GetElapsedTime(start) > (deadline ?? Patience))
                throw new TimeoutException($"Waited {(deadline ?? Patience).TotalSeconds} s for {what}; last seen: {seen}.");
            await Task.Delay(Interval, time);
        }
    }

    /// <summary>Bounds a wait for something that completes by itself.</summary>
    public static async Task<T> InTime<T>(this Task<T> task, string what, TimeSpan? deadline = null)
    {
        await ((Task)task).InTime(what, deadline);
        return await task;
    }

    /// <inheritdoc cref="InTime{T}"/>
    public static async Task InTime(this Task task, string what, TimeSpan? deadline = null)
    {
        using var done = new CancellationTokenSource();
        var late = Task.Delay(deadline ?? Patience, TestTime.Current, done.Token);
        if (await Task.WhenAny(task, late) == late)
            throw new TimeoutException($"Waited {(deadline ?? Patience).TotalSeconds} s for {what}; it is {task.Status}.");
        done.Cancel();
        await task;
    }
}
