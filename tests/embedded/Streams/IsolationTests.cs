using Genesis.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.Streams;

public sealed class IsolationTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_stream_whose_subscriptions_cannot_be_read_yet_holds_up_only_its_own_producers()
    {
        var storage = new GatedStorage();
        Simulation.Run(1, silo => Configure(silo, storage), async simulation =>
        {
            var (cold, warm) = (StreamSetup.Key("cold"), StreamSetup.Key("warm"));
            var sink = await simulation.Grains.Sink($"{warm}-sink", warm);
            storage.Held = cold;
            var held = simulation.Services.NotesOf(cold).OnNextAsync(new Note(1));
            for (var number = 1; number <= 10; number++) await simulation.Services.NotesOf(warm).OnNextAsync(new Note(number));
            await simulation.Delay(Moment);
            sink.Numbers.ShouldBe(Enumerable.Range(1, 10));
            held.IsCompleted.ShouldBeFalse();
            storage.Gate.SetResult();
            await held;
        });
    }

    [Fact]
    public void When_they_cannot_be_read_at_all_the_producer_gets_the_storages_error_and_the_next_event_tries_again()
    {
        var storage = new GatedStorage();
        Simulation.Run(1, silo => Configure(silo, storage), async simulation =>
        {
            var key = StreamSetup.Key("broken");
            storage.Held = key;
            storage.Gate.SetException(new TimeoutException("the store is down"));
            var stream = simulation.Services.NotesOf(key);
            (await Should.ThrowAsync<TimeoutException>(stream.OnNextAsync(new Note(1)))).Message.ShouldBe("the store is down");
            storage.Held = null;
            await stream.OnNextAsync(new Note(2));
        });
    }

    [Fact]
    public void A_consumer_that_takes_long_to_activate_holds_up_nobody() =>
        Simulation.Run(1, static silo => StreamSetup.Add(silo), static async simulation =>
        {
            var key = StreamSetup.Key("sleepy");
            var sleepy = await simulation.Grains.Sink($"{key}-sleepy", key);
            var awake = await simulation.Grains.Sink($"{key}-awake", key);
            await simulation.Grains.GetGrain<ISink>($"{key}-sleepy").Deactivate();
            sleepy.Activation = new TaskCompletionSource();
            var stream = simulation.Services.NotesOf(key);
            for (var number = 1; number <= 10; number++) await stream.OnNextAsync(new Note(number));
            await simulation.Delay(Moment);
            awake.Numbers.ShouldBe(Enumerable.Range(1, 10));
            sleepy.Numbers.ShouldBeEmpty();
            sleepy.Activation.SetResult();
            await simulation.Delay(Moment);
            sleepy.Numbers.ShouldBe(Enumerable.Range(1, 10));
        });

    [Fact]
    public void Many_that_subscribe_at_a_time_share_writes()
    {
        var storage = new GatedStorage();
        Simulation.Run(1, silo => Configure(silo, storage), async simulation =>
        {
            var key = StreamSetup.Key("crowd");
            await Task.WhenAll(Enumerable.Range(0, 200).Select(number => simulation.Grains.Sink($"{key}-{number}", key)));
            storage.Writes.ShouldBeLessThan(20);
            await simulation.Services.NotesOf(key).OnNextAsync(new Note(1));
            await simulation.Delay(Moment);
            Enumerable.Range(0, 200).ShouldAllBe(number => Behaviour.Of($"{key}-{number}").Got.Count == 1);
        });
    }

    private static void Configure(ISiloBuilder silo, GatedStorage storage)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>("PubSubStore", storage);
        silo.AddMemoryStreams("notes");
    }

    /// <summary>An empty storage that lets reads of one stream wait.</summary>
    private sealed class GatedStorage : IGrainStorage
    {
        public string? Held { get; set; }

        public TaskCompletionSource Gate { get; } = new();

        public int Writes { get; private set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Held is { } held && grainId.ToString().Contains(held, StringComparison.Ordinal) ? Gate.Task : Task.CompletedTask;

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Writes++;
            await Task.Yield();
            await Task.Yield();
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
