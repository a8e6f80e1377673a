using Genesis.Embedded.Activations;
using Genesis.Embedded.Scheduling;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Genesis.Tests.Embedded.Scheduling;

/// <summary>Grains with much to do give their threads back to others in between.</summary>
public sealed class FairnessTests
{
    [Fact]
    public async Task A_grain_with_much_to_do_makes_room_for_others_when_its_time_is_over()
    {
        var executor = new TickingExecutor();
        await using var silo = await TestSilo.Start(silo => silo.Services.AddSingleton<TurnExecutor>(executor));
        var gate = new TaskCompletionSource();
        var grain = silo.Grains.GetGrain<IQueued>("fair");
        var calls = Enumerable.Range(0, 1_000).Select(_ => grain.Pass(gate.Task)).ToList();
        var before = executor.Again;
        gate.SetResult();
        await Task.WhenAll(calls);
        // A turn takes at least a millisecond of this clock, a run ten.
        (executor.Again - before).ShouldBeGreaterThan(10);
    }

    /// <summary>Each look at the clock moves it on by a millisecond.</summary>
    private sealed class TickingExecutor : TurnExecutor
    {
        private long _now;
        private int _again;

        public int Again => Volatile.Read(ref _again);

        public override long Now => Interlocked.Increment(ref _now);

        public override int TurnsPerRun => int.MaxValue;

        public override void Schedule(Activation activation, bool again = false)
        {
            if (again) Interlocked.Increment(ref _again);
            ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: false);
        }

        public override void Watch(Activation activation, long deadline)
        {
        }

        public override void Run(Action<object?> work, object? state) => ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);

        public override void Start()
        {
        }

        public override void Stop()
        {
        }
    }
}

public interface IQueued : IGrainWithStringKey
{
    Task Pass([Immutable] Task gate);
}

public sealed class QueuedGrain : Grain, IQueued
{
    public Task Pass(Task gate) => gate;
}
