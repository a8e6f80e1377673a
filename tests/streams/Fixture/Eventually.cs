namespace Genesis.Tests.Streams.Fixture;

/// <summary>Waits for conditions. A timeout says what was expected and what was seen last.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition, string what) => Equal(true, condition, what);

    public static async Task Equal<T>(T expected, Func<T> look, string what)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            var seen = look();
            if (EqualityComparer<T>.Default.Equals(seen, expected)) return;
            if (time.GetElapsedTime(start) > Deadline) throw new TimeoutException($"Expected {what} to be {expected}; last seen: {seen}.");
            await Task.Delay(Interval, time);
        }
    }

    /// <summary>Bounds a wait for something that completes by itself.</summary>
    public static async Task<T> InTime<T>(this Task<T> task, string what)
    {
        await ((Task)task).InTime(what);
        return await task;
    }

    /// <inheritdoc cref="InTime{T}"/>
    public static async Task InTime(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Deadline, TimeProvider.System);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Expected {what} to complete; the task is {task.Status}.");
        }
    }
}
