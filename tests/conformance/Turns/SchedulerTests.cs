namespace Genesis.Tests.Conformance.Turns;

public interface ISchedulerGrain : IGrainWithStringKey
{
    Task<bool> AwaitStays();

    /// <summary>After an inner async method that really waited has ended in this one's turn.</summary>
    Task<bool> NestedAwaitStays();

    Task<bool> StartNewStays();

    Task<bool> ContinueWithStays();

    Task<bool> RunLeaves();

    Task<bool> RunComesBack();

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
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        return scheduler != TaskScheduler.Default && TaskScheduler.Current == scheduler;
    }

    public async Task<bool> NestedAwaitStays()
    {
        var scheduler = TaskScheduler.Current;
        await Inner();
        return scheduler != TaskScheduler.Default && TaskScheduler.Current == scheduler;

        static async Task Inner() => await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
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
        var inside = await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System)
            .ContinueWith(static _ => TaskScheduler.Current, default, TaskContinuationOptions.None, TaskScheduler.Current);
        return inside == scheduler && scheduler != TaskScheduler.Default;
    }

    public async Task<bool> RunLeaves()
    {
        var inside = await Task.Run(static () => TaskScheduler.Current);
        return inside == TaskScheduler.Default;
    }

    public async Task<bool> RunComesBack()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Run(static () => { });
        return TaskScheduler.Current == scheduler;
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
    private readonly ISchedulerGrain _grain = engine.Grains.GetGrain<ISchedulerGrain>(TestIds.Key());

    [Fact]
    public async Task Awaits_come_back_to_the_grain() => (await _grain.AwaitStays()).ShouldBeTrue();

    [Fact]
    public async Task Awaits_of_methods_that_wait_come_back_too() => (await _grain.NestedAwaitStays()).ShouldBeTrue();

    [Fact]
    public async Task StartNew_stays_on_the_grain() => (await _grain.StartNewStays()).ShouldBeTrue();

    [Fact]
    public async Task ContinueWith_stays_on_the_grain() => (await _grain.ContinueWithStays()).ShouldBeTrue();

    [Fact]
    public async Task Task_Run_leaves_the_grain() => (await _grain.RunLeaves()).ShouldBeTrue();

    [Fact]
    public async Task The_await_of_Task_Run_comes_back() => (await _grain.RunComesBack()).ShouldBeTrue();

    [Fact]
    public async Task Tasks_started_on_the_grain_never_overlap() => (await _grain.StartMany(500)).ShouldBe(500);

    [Fact]
    public async Task A_request_sees_nothing_of_the_async_locals_of_a_former_one()
    {
        (await _grain.AsyncLocalOfFormerCall("first")).ShouldBe("nothing");
        (await _grain.AsyncLocalOfFormerCall("second")).ShouldBe("nothing");
    }

    [Fact]
    public async Task Answers_come_back_to_the_callers_own_context()
    {
        var scheduler = TaskScheduler.Current;
        await _grain.RunComesBack();
        TaskScheduler.Current.ShouldBe(scheduler);
    }
}
