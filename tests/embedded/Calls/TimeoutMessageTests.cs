using Genesis.Tests.Embedded.Fixture;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Genesis.Tests.Embedded.Calls;

public interface ITangleGrain : IGrainWithStringKey
{
    Task Around(ITangleGrain other);

    Task Back(ITangleGrain first);

    Task Name();

    Task Block(TaskCompletionSourceHolder gate);
}

/// <summary>Lets a test hold a grain up.</summary>
[Immutable]
public sealed class TaskCompletionSourceHolder
{
    public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public sealed class TangleGrain : Grain, ITangleGrain
{
    public Task Around(ITangleGrain other) => other.Back(this.AsReference<ITangleGrain>());

    public Task Back(ITangleGrain first) => first.Name();

    public Task Name() => Task.CompletedTask;

    public Task Block(TaskCompletionSourceHolder gate) => gate.Source.Task;
}

/// <summary>A timeout says what the call was waiting behind.</summary>
public sealed class TimeoutMessageTests : IAsyncLifetime
{
    private TestSilo? _silo;

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start(static silo =>
        silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromMilliseconds(300)));

    public ValueTask DisposeAsync() => _silo!.DisposeAsync();

    [Fact]
    public async Task A_cycle_is_told_grain_by_grain_with_the_way_out()
    {
        var (first, second) = (_silo!.Grains.GetGrain<ITangleGrain>("first"), _silo.Grains.GetGrain<ITangleGrain>("second"));
        var timeout = await Should.ThrowAsync<TimeoutException>(() => first.Around(second));
        timeout.Message.ShouldContain("ITangleGrain.");
        timeout.Message.ShouldContain("tangle/first");
        timeout.Message.ShouldContain("tangle/second");
        timeout.Message.ShouldContain("which closes a cycle");
        timeout.Message.ShouldContain("AllowCallChainReentrancy");
    }

    [Fact]
    public async Task A_queued_call_names_the_one_that_runs()
    {
        var grain = _silo!.Grains.GetGrain<ITangleGrain>("busy");
        var gate = new TaskCompletionSourceHolder();
        var blocked = grain.Block(gate);
        var timeout = await Should.ThrowAsync<TimeoutException>(() => grain.Name());
        timeout.Message.ShouldContain("ITangleGrain.Name of grain tangle/busy");
        timeout.Message.ShouldContain("waiting behind ITangleGrain.Block");
        (await Should.ThrowAsync<TimeoutException>(() => blocked)).Message.ShouldContain("The method is running");
        gate.Source.SetResult();
        await grain.Name();
    }
}
