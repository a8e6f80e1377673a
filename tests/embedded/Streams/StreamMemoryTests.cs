using Genesis.Embedded;
using Genesis.Embedded.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Genesis.Tests.Embedded.Streams;

public sealed class StreamMemoryTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void An_idle_stream_leaves_memory_and_comes_back_with_its_subscriptions_and_higher_tokens() =>
        Simulation.Run(1, static silo => StreamSetup.Add(silo), static async simulation =>
        {
            var key = StreamSetup.Key("idle");
            var sink = await simulation.Grains.Sink($"{key}-sink", key);
            var stream = simulation.Services.NotesOf(key);
            for (var number = 1; number <= 100; number++) await stream.OnNextAsync(new Note(number));
            var runtime = simulation.Services.GetRequiredService<StreamRuntime>();
            runtime.Count.ShouldBe(1);
            await simulation.Delay(TimeSpan.FromMinutes(32));
            runtime.Count.ShouldBe(0);

            await stream.OnNextAsync(new Note(101));
            await simulation.Delay(Moment);
            sink.Numbers.ShouldBe(Enumerable.Range(1, 101));
            sink.Tokens.ShouldBe(sink.Tokens.Order());
            sink.Tokens.Distinct().Count().ShouldBe(101);
        });

    [Fact]
    public void A_stream_with_a_consumer_outside_grains_stays() =>
        Simulation.Run(1, static silo => StreamSetup.Add(silo), static async simulation =>
        {
            var key = StreamSetup.Key("watched");
            var got = new List<int>();
            var stream = simulation.Services.NotesOf(key);
            var handle = await stream.SubscribeAsync((note, _) =>
            {
                got.Add(note.Number);
                return Task.CompletedTask;
            });
            await simulation.Delay(TimeSpan.FromHours(3));
            await stream.OnNextAsync(new Note(1));
            await simulation.Delay(Moment);
            got.ShouldBe([1]);
            await handle.UnsubscribeAsync();
            await simulation.Delay(TimeSpan.FromMinutes(32));
            simulation.Services.GetRequiredService<StreamRuntime>().Count.ShouldBe(0);
        });

    [Fact]
    public void A_consumer_may_go_back_by_token_as_far_as_events_are_in_memory() =>
        Simulation.Run(1, static silo => StreamSetup.Add(silo), static async simulation =>
        {
            var key = StreamSetup.Key("back");
            var sink = await simulation.Grains.Sink($"{key}-sink", key);
            var stream = simulation.Services.NotesOf(key);
            for (var number = 1; number <= 500; number++) await stream.OnNextAsync(new Note(number));
            await simulation.Delay(Moment);
            var tokens = sink.Tokens.ToArray();
            sink.Got.Clear();

            await simulation.Grains.GetGrain<ISink>($"{key}-sink").Rewind(StreamSetup.Id(key), tokens[490]);
            await simulation.Delay(Moment);
            sink.Numbers.ShouldBe(Enumerable.Range(491, 10));
            sink.Errors.ShouldBeEmpty();
            sink.Got.Clear();

            simulation.Services.GetRequiredService<StreamRuntime>().Sweep();
            await simulation.Grains.GetGrain<ISink>($"{key}-sink").Rewind(StreamSetup.Id(key), tokens[0]);
            await simulation.Delay(Moment);
            sink.Errors.ShouldHaveSingleItem().ShouldBeOfType<QueueCacheMissException>();
            sink.Numbers.ShouldBe(Enumerable.Range(501 - StreamSettings.History, StreamSettings.History));
        });

    [Fact]
    public void A_stream_that_rests_keeps_what_a_consumer_still_needs_and_nothing_else()
    {
        var log = new EventLog(0);
        for (var number = 0; number < 100; number++) log.Append(StreamEvent.Of(number, null));
        log.Rest(90);
        (log.Oldest, log.At(89), log.At(90)!.Payload).ShouldBe((90, null, 90));
        log.Rest(100);
        log.At(99).ShouldBeNull();
        log.Append(StreamEvent.Of(100, null));
        (log.At(100)!.Payload, log.End, log.Items).ShouldBe((100, 101, 101));
    }

    [Fact]
    public void What_everybody_has_had_is_let_go_but_for_the_newest()
    {
        var log = new EventLog(1_000);
        for (var number = 0; number < 1_000; number++) log.Append(StreamEvent.Of(number, null));
        log.Trim(log.End, keep: 100);
        log.Oldest.ShouldBe(1_900);
        log.At(1_899).ShouldBeNull();
        log.At(1_900)!.Payload.ShouldBe(900);
        log.At(2_000).ShouldBeNull();
    }
}
