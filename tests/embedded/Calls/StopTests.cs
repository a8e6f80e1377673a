using Genesis.Tests.Embedded.Fixture;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Calls;

/// <summary>What a stopping silo does with calls that it will not answer: none is left waiting for its timeout.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Calls_that_outlast_the_deadline_of_a_stop_fail_at_once_and_say_why()
    {
        var silo = await TestSilo.Start();
        var grain = silo.Grains.GetGrain<ITangleGrain>("stuck");
        var gate = new TaskCompletionSourceHolder();
        var running = grain.Block(gate);
        var queued = grain.Name();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await silo.Stop(deadline.Token);
        (await Should.ThrowAsync<SiloUnavailableException>(() => running)).Message.ShouldContain("ITangleGrain.Block");
        (await Should.ThrowAsync<SiloUnavailableException>(() => queued)).Message.ShouldContain("ITangleGrain.Name");
        gate.Source.SetResult();
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task While_a_silo_stops_calls_from_outside_are_refused_at_once()
    {
        var silo = await TestSilo.Start();
        var grain = silo.Grains.GetGrain<ITangleGrain>("busy");
        var gate = new TaskCompletionSourceHolder();
        var running = grain.Block(gate);
        var stop = silo.Stop();
        var refused = await Should.ThrowAsync<SiloUnavailableException>(() => silo.Grains.GetGrain<ITangleGrain>("other").Name());
        refused.Message.ShouldContain("is stopping");
        gate.Source.SetResult();
        await running;
        await stop;
        await silo.DisposeAsync();
    }
}
