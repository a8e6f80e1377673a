using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Conformance.Stopping;

/// <summary>Takes part in the life of its silo at several stages and notes when.</summary>
public sealed class StageRecorder : ILifecycleParticipant<ISiloLifecycle>
{
    public static readonly int[] Stages =
    [
        ServiceLifecycleStage.Active, ServiceLifecycleStage.First, ServiceLifecycleStage.ApplicationServices,
        ServiceLifecycleStage.RuntimeServices,
        ServiceLifecycleStage.BecomeActive, ServiceLifecycleStage.RuntimeGrainServices, ServiceLifecycleStage.RuntimeInitialize,
    ];

    public ConcurrentQueue<int> Started { get; } = new();

    public ConcurrentQueue<int> Stopped { get; } = new();

    public void Participate(ISiloLifecycle observer)
    {
        foreach (var stage in Stages)
        {
            observer.Subscribe(
                nameof(StageRecorder),
                stage,
                async _ =>
                {
                    await Task.Yield();
                    Started.Enqueue(stage);
                },
                async _ =>
                {
                    await Task.Yield();
                    Stopped.Enqueue(stage);
                });
        }
    }
}

public sealed class CallingStartupTask(IGrainFactory grains) : Orleans.Runtime.IStartupTask
{
    public static readonly string Key = TestIds.Key("startup");

    public async Task Execute(CancellationToken cancellationToken) =>
        Journal.For(Key).Add(await grains.GetGrain<IStoppedGrain>(Key).Ping());
}

public sealed class LifecycleTests
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Participants_start_in_the_order_of_their_stages_and_stop_in_the_opposite_order(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await TestEngine.Start(static silo =>
        {
            silo.Services.AddSingleton<StageRecorder>();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
                static services => services.GetRequiredService<StageRecorder>());
        });
        var recorder = engine.Services.GetRequiredService<StageRecorder>();
        recorder.Started.ShouldBe(StageRecorder.Stages.Order());
        recorder.Stopped.ShouldBeEmpty();
        await engine.Stop(TimeSpan.FromSeconds(10));
        recorder.Stopped.ShouldBe(StageRecorder.Stages.OrderDescending());
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Startup_tasks_may_call_grains(EngineKind on) => on.Run(async () =>
    {
        var before = Journal.For(CallingStartupTask.Key).Entries.Count;
        var key = TestIds.Key();
        await using var engine = await TestEngine.Start(silo => silo
            .AddStartupTask(async (services, _) => Journal.For(
                key).Add(await services.GetRequiredService<IGrainFactory>().GetGrain<IStoppedGrain>(key).Ping()))
            .AddStartupTask<CallingStartupTask>());
        Journal.For(key).Entries.ShouldAllBe(static entry => entry == "pong");
        Journal.For(key).Entries.Count.ShouldBe(engine.SiloServices.Count);
        (Journal.For(CallingStartupTask.Key).Entries.Count - before).ShouldBe(engine.SiloServices.Count);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_startup_task_that_fails_fails_the_start(EngineKind on) => on.Run(async () =>
    {
        var failure = await Should.ThrowAsync<Exception>(() => TestEngine.Start(static silo =>
            silo.AddStartupTask(static (_, _) => throw new InvalidOperationException("The startup task fails."))));
        failure.ToString().ShouldContain("The startup task fails.");
    });
}
