namespace Genesis.Tests.Conformance.Turns;

public interface ISchedulerGrain : IGrainWithStringKey
{
    Task<bool> AwaitStays();

    /// <summary>After an inner async method that really waited has ended in this one's turn.</summary>
    Task<bool> NestedAwaitStays();

    Task<bool> StartNewStays();

    Task<bool> ContinueWithStays();

    /// <summary>Many tasks that touch the same field: overlaps would lose counts.</summary>
    Task<int> StartMany(int count);

    Task<string> AsyncLocalOfFormerCall(string value);
}

public sealed class SchedulerGrain : Grain, ISchedulerGrain
{
    private static readonly AsyncLocal<string?> Flowing = new();
    private int _count;

    public async Task<bool> AwaitStays()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Delay(TimeSpan.FromMilliseconds(1), TestTime.Current);
        return scheduler != TaskScheduler.Default && TaskScheduler.Current == scheduler;
    }

    public async Task<bool> NestedAwaitStays()
    {
        var scheduler = TaskScheduler.Current;
        await Inner();
        return scheduler != TaskScheduler.Default && TaskScheduler.Current == scheduler;

        static async Task Inner() => await Task.Delay(TimeSpan.FromMilliseconds(1), TestTime.Current);
    }

    public async Task<bool> StartNewStays()
    {
        var scheduler = TaskScheduler.Current;
        var inside = await Task.Factory.StartNew(static () => TaskScheduler.Current, default, TaskCreationOptions.None, scheduler);
        return inside == scheduler && scheduler != TaskScheduler.Default;
    }

    public async Task<bool> ContinueWithStays()
    {
        var scheduler = TaskScheduler.Current;
        var inside = await Task.Delay(TimeSpan.FromMilliseconds(1), TestTime.Current)
            .ContinueWith(static _ => TaskScheduler.Current, default, TaskContinuationOptions.None, TaskScheduler.Current);
        return inside == scheduler && scheduler != TaskScheduler.Default;
    }

    public async Task<int> StartMany(int count)
    {
        var scheduler = TaskScheduler.Current;
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var seen = _count;
                Thread.SpinWait(50);
                _count = seen + 1;
            },
            default, TaskCreationOptions.None, scheduler)));
        return _count;
    }

    // Not async: what it leaves in the AsyncLocal stays in the flow of the turn.
    public Task<string> AsyncLocalOfFormerCall(string value)
    {
        var former = Flowing.Value;
        Flowing.Value = value;
        return Task.FromResult(former ?? "nothing");
    }
}

public sealed class SchedulerTests(DefaultEngine engine)
{
    private readonly string _grainKey = TestIds.Key();

    private ISchedulerGrain _grain => engine.Grains.GetGrain<ISchedulerGrain>(_grainKey);

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Awaits_come_back_to_the_grain(EngineKind on) => on.Run(engine, async () => (await _grain.AwaitStays()).ShouldBeTrue());

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Awaits_of_methods_that_wait_come_back_too(EngineKind on) =>
        on.Run(engine, async () => (await _grain.NestedAwaitStays()).ShouldBeTrue());

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task StartNew_stays_on_the_grain(EngineKind on) => on.Run(engine, async () => (await _grain.StartNewStays()).ShouldBeTrue());

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task ContinueWith_stays_on_the_grain(EngineKind on) =>
        on.Run(engine, async () => (await _grain.ContinueWithStays()).ShouldBeTrue());

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Tasks_started_on_the_grain_never_overlap(EngineKind on) =>
        on.Run(engine, async () => (await _grain.StartMany(500)).ShouldBe(500));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_request_sees_nothing_of_the_async_locals_of_a_former_one(EngineKind on) => on.Run(engine, async () =>
    {
        (await _grain.AsyncLocalOfFormerCall("first")).ShouldBe("nothing");
        (await _grain.AsyncLocalOfFormerCall("second")).ShouldBe("nothing");
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Answers_come_back_to_the_callers_own_context(EngineKind on) => on.Run(engine, async () =>
    {
        var scheduler = TaskScheduler.Current;
        await _grain.AwaitStays();
        TaskScheduler.Current.ShouldBe(scheduler);
    });
}
