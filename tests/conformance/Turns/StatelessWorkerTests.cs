using System.Collections.Concurrent;

namespace Genesis.Tests.Conformance.Turns;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task<int> Block(string gate);

    Task<int> Work(int turns);
}

[StatelessWorker(3)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private static int _last;
    private static readonly ConcurrentDictionary<string, int> Busy = new();
    private readonly int _number = Interlocked.Increment(ref _last);

    public async Task<int> Block(string gate)
    {
        await Gate.For(gate).Wait();
        return _number;
    }

    public async Task<int> Work(int turns)
    {
        var key = this.GetPrimaryKeyString();
        var busy = Busy.AddOrUpdate(key, 1, static (_, count) => count + 1);
        for (var turn = 0; turn < turns; turn++) await Task.Yield();
        Busy.AddOrUpdate(key, 0, static (_, count) => count - 1);
        return busy;
    }
}

public sealed class StatelessWorkerTests(DefaultEngine engine)
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Several_requests_run_at_once_each_on_a_worker_of_its_own(EngineKind on) => on.Run(engine, async () =>
    {
        const int round = 1;
        var key = TestIds.Key($"round-{round}");
        var grain = engine.Grains.GetGrain<IWorkerGrain>(key);
        var calls = Enumerable.Range(0, 3).Select(_ => TestTime.Start(() => grain.Block(key))).ToArray();
        await Gate.For(key).Arrival(3);
        Gate.For(key).Open();
        (await Task.WhenAll(calls)).Distinct().Count().ShouldBe(3);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Never_more_workers_than_allowed(EngineKind on) => on.Run(engine, async () =>
    {
        const int round = 1;
        var grain = engine.Grains.GetGrain<IWorkerGrain>(TestIds.Key($"round-{round}"));
        var busy = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => TestTime.Start(() => grain.Work(5))));
        busy.ShouldAllBe(static count => count <= 3);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_worker_takes_one_request_at_a_time(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        var grain = engine.Grains.GetGrain<IWorkerGrain>(key);
        var blocked = Enumerable.Range(0, 3).Select(_ => grain.Block(key)).ToArray();
        await Gate.For(key).Arrival(3);
        var fourth = grain.Work(1);
        fourth.IsCompleted.ShouldBeFalse();
        Gate.For(key).Open();
        await Task.WhenAll(blocked);
        await fourth;
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task One_caller_that_awaits_each_answer_needs_one_worker(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        var grain = engine.Grains.GetGrain<IWorkerGrain>(key);
        Gate.For(key).Open();
        var first = await grain.Block(key);
        for (var i = 0; i < 20; i++) (await grain.Block(key)).ShouldBe(first);
    });
}
