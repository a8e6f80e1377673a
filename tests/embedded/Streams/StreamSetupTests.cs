using Genesis.Embedded.Streams;
using Genesis.Tests.Embedded.Diagnostics;
using Genesis.Tests.Embedded.Fixture;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Tests.Embedded.Streams;

/// <summary>Wrong use gets an error that names the rule and the fix.</summary>
public sealed class StreamSetupTests
{
    [Fact]
    public async Task A_silo_without_a_store_for_subscriptions_does_not_start()
    {
        var error = await Should.ThrowAsync<OrleansConfigurationException>(() => TestSilo.Start(static silo => silo.AddMemoryStreams("notes")));
        error.Message.ShouldContain("AddMemoryGrainStorage(\"PubSubStore\")");
    }

    [Fact]
    public async Task Implicit_subscriptions_need_no_store_and_explicit_ones_are_refused()
    {
        await using var silo = await TestSilo.Start(static silo =>
            silo.AddMemoryStreams("notes", static streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly)));
        var key = StreamSetup.Key("implicit");
        await silo.Services.NotesOf(key).OnNextAsync(new Note(1));
        var error = await Should.ThrowAsync<ArgumentOutOfRangeException>(() => silo.Grains.Sink(key, key));
        error.Message.ShouldContain("ConfigureStreamPubSub");
    }

    [Fact]
    public async Task An_unknown_provider_is_answered_with_the_known_ones()
    {
        await using var silo = await TestSilo.Start(static silo =>
        {
            StreamSetup.Add(silo);
            silo.AddMemoryStreams("others");
        });
        var error = Should.Throw<KeyNotFoundException>(() => silo.Grains.GetStreamProvider("note"));
        error.Message.ShouldBe("There is no stream provider named 'note'. Registered: notes, others. Register it where silo and client are built: AddMemoryStreams(\"note\").");
    }

    [Fact]
    public async Task A_bound_of_nothing_is_refused_at_start()
    {
        var error = await Should.ThrowAsync<ArgumentOutOfRangeException>(() => TestSilo.Start(static silo => StreamSetup.Add(silo, capacity: 0)));
        error.Message.ShouldContain("SimpleQueueCacheOptions.CacheSize of stream provider 'notes' is 0");
    }

    [Fact]
    public async Task An_item_that_could_be_changed_later_is_refused_and_a_collection_is_copied()
    {
        await using var silo = await TestSilo.Start(static silo => StreamSetup.Add(silo));
        var provider = silo.Grains.GetStreamProvider("notes");
        var error = await Should.ThrowAsync<InvalidOperationException>(() => provider.GetStream<Draft>("drafts", "1").OnNextAsync(new Draft()));
        error.Message.ShouldContain("[GenerateSerializer, Immutable]");

        var got = new List<List<int>>();
        var lists = provider.GetStream<List<int>>("lists", "1");
        await lists.SubscribeAsync((list, _) =>
        {
            got.Add(list);
            return Task.CompletedTask;
        });
        var mine = new List<int> { 1, 2 };
        await lists.OnNextAsync(mine);
        mine.Clear();
        await Wait.Until(() => got.Count == 1, "the list to arrive");
        got[0].ShouldBe([1, 2]);
    }

    [Fact]
    public async Task An_observer_of_another_type_hears_of_the_mistake()
    {
        await using var silo = await TestSilo.Start(static silo => StreamSetup.Add(silo));
        using var figures = new Figures(silo);
        var provider = silo.Grains.GetStreamProvider("notes");
        await provider.GetStream<string>("mixed", "1").SubscribeAsync(static (_, _) => Task.CompletedTask);
        await provider.GetStream<Note>("mixed", "1").OnNextAsync(new Note(1));
        await Wait.ForEqual(1L, () => figures.Sum("streams.failed"), "the failed delivery");
    }

    [Fact]
    public async Task Metrics_count_items()
    {
        await using var silo = await TestSilo.Start(static silo => StreamSetup.Add(silo));
        using var figures = new Figures(silo);
        var key = StreamSetup.Key("counted");
        await silo.Grains.Sink($"{key}-1", key);
        await silo.Grains.Sink($"{key}-2", key);
        await silo.Services.NotesOf(key).OnNextAsync(new Note(1));
        await silo.Services.NotesOf(key).OnNextBatchAsync([new Note(2), new Note(3)]);
        await Wait.ForEqual(6L, () => figures.Sum("streams.delivered"), "the deliveries");
        figures.Sum("streams.published").ShouldBe(3);
        figures.Now("streams").ShouldBe(1);
        figures.Now("streams.queue.longest").ShouldBe(0);
    }

    [Fact]
    public async Task Call_filters_see_deliveries()
    {
        var seen = new List<string>();
        await using var silo = await TestSilo.Start(silo =>
        {
            StreamSetup.Add(silo);
            silo.AddIncomingGrainCallFilter(context =>
            {
                lock (seen) seen.Add($"{context.MethodName} {context.ImplementationMethod.Name} {context.TargetId.Type}");
                return context.Invoke();
            });
        });
        var key = StreamSetup.Key("filtered");
        var sink = await silo.Grains.Sink(key, key);
        await silo.Services.NotesOf(key).OnNextAsync(new Note(1));
        await Wait.Until(() => sink.Got.Count == 1, "the event");
        lock (seen) seen.ShouldContain("DeliverBatch DeliverBatch sink");
    }

    [Fact]
    public async Task A_stopped_silo_refuses_events()
    {
        var silo = await TestSilo.Start(static silo => StreamSetup.Add(silo));
        var stream = silo.Services.NotesOf("late");
        await silo.Stop();
        await Should.ThrowAsync<SiloUnavailableException>(() => stream.OnNextAsync(new Note(1)));
    }

    [Theory]
    [InlineData("p", "n", "k")]
    [InlineData("p/q", "n/m%2F", "k/l")]
    [InlineData("p", null, "k")]
    public void A_streams_key_survives_being_a_grains(string provider, string? ns, string key)
    {
        var stream = new StreamKey(provider, StreamId.Create(ns, key));
        StreamKey.Parse(stream.ToGrainKey()).ShouldBe(stream);
    }

    private sealed class Draft
    {
        public int Number { get; set; }
    }
}
