namespace Genesis.Tests.Conformance.Fixture;

/// <summary>The clock of the engine that this thread's test runs on, and ways to be parallel that a simulation allows.</summary>
public static class TestTime
{
    public static TimeProvider Current => TestEngine.Current?.Time ?? TimeProvider.System;

    /// <summary>The continuations of a test's own task sources: on the pool, except in a simulation.</summary>
    public static TaskCreationOptions Continuations =>
        TestEngine.Current is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;

    /// <summary>Starts work on the pool, or at once in a simulation.</summary>
    public static Task<T> Start<T>(Func<Task<T>> work) => TestEngine.Current is null ? Task.Run(work) : work();

    /// <inheritdoc cref="Start{T}"/>
    public static Task Start(Func<Task> work) => TestEngine.Current is null ? Task.Run(work) : work();

    /// <inheritdoc cref="Start{T}"/>
    public static Task Start(Action work)
    {
        if (TestEngine.Current is null) return Task.Run(work);
        work();
        return Task.CompletedTask;
    }
}
