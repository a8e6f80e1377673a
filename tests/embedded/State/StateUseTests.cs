using Genesis.Embedded.Scheduling;
using Genesis.Tests.Embedded.Diagnostics;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.State;

/// <summary>States in grains: errors of wrong use, order of operations, figures.</summary>
public sealed class StateUseTests
{
    [Fact]
    public async Task An_unknown_storage_name_is_answered_with_the_known_ones_and_the_fix()
    {
        await using var silo = await TestSilo.Start(static silo => silo.AddMemoryGrainStorage("books").AddMemoryGrainStorage("orders"));
        var error = await Should.ThrowAsync<BadProviderConfigException>(() => silo.Grains.GetGrain<IMisledGrain>("x").Touch());
        error.Message.ShouldContain("State 'page' of grain misled/x");
        error.Message.ShouldContain("\"boks\"");
        error.Message.ShouldContain("\"books\", \"orders\"");
        error.Message.ShouldContain("AddMemoryGrainStorage(\"boks\")");
    }

    [Fact]
    public async Task A_state_without_a_storage_name_needs_a_default_storage()
    {
        await using var silo = await TestSilo.Start();
        var error = await Should.ThrowAsync<BadProviderConfigException>(() => silo.Grains.GetGrain<IKeeperGrain>("x").Add(1));
        error.Message.ShouldContain("AddMemoryGrainStorageAsDefault()");
    }

    [Fact]
    public async Task A_parameter_of_another_type_is_answered_with_the_rule()
    {
        await using var silo = await TestSilo.Start();
        var error = await Should.ThrowAsync<ArgumentException>(() => silo.Grains.GetGrain<IMistypedGrain>("x").Touch());
        error.Message.ShouldContain("Its type must be IPersistentState<T>");
    }

    [Fact]
    public async Task A_state_used_outside_its_grain_says_so()
    {
        await using var silo = await TestSilo.Start(static silo => silo.AddMemoryGrainStorageAsDefault());
        var grain = silo.Grains.GetGrain<IKeeperGrain>("x");
        var error = await Should.ThrowAsync<InvalidOperationException>(grain.ReadElsewhere);
        error.Message.ShouldContain("outside a grain's turn");
    }

    [Fact]
    public async Task Writes_that_wait_for_one_in_flight_become_one()
    {
        var storage = new SlowStorage();
        await using var silo = await TestSilo.Start(silo => silo.Services.AddSingleton<IGrainStorage>(storage));
        var grain = silo.Grains.GetGrain<IKeeperGrain>("x");
        await grain.Look();
        var calls = new List<Task> { grain.Add(1) };
        await Wait.ForEqual(1, () => storage.Writes, "writes that have come");
        for (var i = 0; i < 20; i++) calls.Add(grain.Add(1));
        await Wait.ForEqual(21, () => grain.Look().GetAwaiter().GetResult(), "the value in memory");
        storage.Gate.SetResult();
        await Task.WhenAll(calls);
        storage.Writes.ShouldBe(2);
        storage.Last.ShouldBe(21);
    }

    [Fact]
    public async Task A_read_that_hangs_fails_the_call_in_time_and_a_later_call_tries_again()
    {
        var time = new ManualTime();
        var storage = new SlowStorage { HoldReads = true };
        await using var silo = await TestSilo.Start(silo => silo.Services.AddSingleton<IGrainStorage>(storage), time);
        var call = silo.Grains.GetGrain<IKeeperGrain>("x").Look();
        await Wait.ForEqual(1, () => storage.Reads, "reads that have come");
        time.Advance(TimeSpan.FromSeconds(31));
        await Should.ThrowAsync<Exception>(() => call);
        // The engine's own clock follows within a tick; a call sent before would time out when it does.
        var executor = silo.Services.GetRequiredService<TurnExecutor>();
        await Wait.Until(() => executor.Now >= 31_000, "the engine to see the time");
        storage.Gate.SetResult();
        (await silo.Grains.GetGrain<IKeeperGrain>("x").Look()).ShouldBe(0);
    }

    [Fact]
    public async Task Operations_are_measured()
    {
        await using var silo = await TestSilo.Start(static silo => silo.AddMemoryGrainStorageAsDefault());
        using var figures = new Figures(silo);
        await silo.Grains.GetGrain<IKeeperGrain>("x").Add(1);
        figures.Of("storage.duration", "operation=read,outcome=ok").Count.ShouldBe(1);
        figures.Of("storage.duration", "operation=write,outcome=ok").Count.ShouldBe(1);
    }

    /// <summary>Holds writes, and reads if asked to, until its gate opens.</summary>
    private sealed class SlowStorage : IGrainStorage
    {
        private int _reads;
        private int _writes;

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public bool HoldReads { get; init; }
        public int Reads => Volatile.Read(ref _reads);
        public int Writes => Volatile.Read(ref _writes);
        public int Last { get; private set; }

        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref _reads);
            if (HoldReads) await Gate.Task;
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref _writes);
            Last = ((Kept)(object)grainState.State!).Value;
            await Gate.Task;
            grainState.ETag = "1";
            grainState.RecordExists = true;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
