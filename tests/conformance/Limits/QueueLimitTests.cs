using Orleans.Configuration;

namespace Genesis.Tests.Conformance.Limits;

public interface IQueueGrain : IGrainWithStringKey
{
    Task Block(string gate);

    Task Ping();
}

public sealed class QueueGrain : Grain, IQueueGrain
{
    public Task Block(string gate) => Gate.For(gate).Wait();

    public Task Ping() => Task.CompletedTask;
}

public interface IQueueWorkerGrain : IGrainWithStringKey
{
    Task Block(string gate);
}

[StatelessWorker(1)]
public sealed class QueueWorkerGrain : Grain, IQueueWorkerGrain
{
    public Task Block(string gate) => Gate.For(gate).Wait();
}

public sealed class NarrowEngine : IAsyncLifetime
{
    public const int Limit = 10;
    private TestEngine? _engine;

    public IGrainFactory Grains => _engine!.Grains;

    public async ValueTask InitializeAsync() => _engine = await TestEngine.Start(static silo =>
        silo.Configure<SiloMessagingOptions>(static options =>
        {
            options.MaxEnqueuedRequestsHardLimit = Limit;
            options.MaxEnqueuedRequestsHardLimit_StatelessWorker = Limit / 2;
        }));

    public ValueTask DisposeAsync() => _engine!.DisposeAsync();
}

public sealed class QueueLimitTests(NarrowEngine engine) : IClassFixture<NarrowEngine>
{
    private readonly string _gate = TestIds.Key("gate");

    [Fact]
    public async Task Requests_beyond_the_hard_limit_are_refused_and_the_others_run()
    {
        var grain = engine.Grains.GetGrain<IQueueGrain>(TestIds.Key());
        await grain.Ping();
        var (done, refused) = await Flood(() => grain.Block(_gate), 100);
        done.ShouldBeInRange(NarrowEngine.Limit, NarrowEngine.Limit + 2);
        refused.ShouldBe(100 - done);
        await grain.Ping();
    }

    [Fact]
    public async Task Stateless_workers_have_a_limit_of_their_own()
    {
        var grain = engine.Grains.GetGrain<IQueueWorkerGrain>(TestIds.Key());
        var (done, _) = await Flood(() => grain.Block(_gate), 50);
        done.ShouldBeInRange(NarrowEngine.Limit / 2, (NarrowEngine.Limit / 2) + 2);
    }

    private async Task<(int Done, int Refused)> Flood(Func<Task> call, int count)
    {
        var first = call();
        await Gate.For(_gate).Arrival();
        var calls = Enumerable.Range(0, count - 1).Select(_ => call()).Prepend(first).ToArray();
        await Eventually.True(() => calls.Any(static call => call.IsCompleted), "the first refusal");
        await Eventually.True(
            () => calls.Count(static call => call.IsFaulted) >= count - NarrowEngine.Limit - 2,
            "the surplus to be refused while the grain is busy");
        Gate.For(_gate).Open();
        var (done, refused) = (0, 0);
        foreach (var pending in calls)
        {
            try
            {
                await pending;
                done++;
            }
            catch (LimitExceededException)
            {
                refused++;
            }
        }
        return (done, refused);
    }
}
