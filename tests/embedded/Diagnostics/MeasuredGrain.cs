using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Diagnostics;

public interface IMeasuredGrain : IGrainWithStringKey
{
    Task Answer();
    Task Fail();

    /// <summary>Answers when the gate of the grain's key opens.</summary>
    Task Hold();

    /// <summary>Blocks its thread until the semaphore of the grain's key lets it go.</summary>
    Task Block();
    Task Leave();
    Task<int> TickAtOnce();
}

public sealed class MeasuredGrain : Grain, IMeasuredGrain
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new();
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Semaphores = new();
    private int _ticks;

    public static TaskCompletionSource Gate(string key) => Gates.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    public static SemaphoreSlim Semaphore(string key) => Semaphores.GetOrAdd(key, static _ => new(0));

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString().StartsWith("broken", StringComparison.Ordinal) ? throw new InvalidOperationException("Broken on purpose.") : Task.CompletedTask;

    public Task Answer() => Task.CompletedTask;

    public Task Fail() => throw new InvalidOperationException("On purpose.");

    public Task Hold() => Gate(this.GetPrimaryKeyString()).Task;

    public Task Block()
    {
        Semaphore(this.GetPrimaryKeyString()).Wait(TimeSpan.FromSeconds(30));
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> TickAtOnce()
    {
        this.RegisterGrainTimer(
            _ =>
            {
                _ticks++;
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        return Task.FromResult(_ticks);
    }
}
