using Genesis.Embedded;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Streams;

public sealed class BackPressureTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static void Four(ISiloBuilder silo) => StreamSetup.Add(silo, capacity: 4);

    [Fact]
    public void A_producer_waits_when_the_slowest_consumers_queue_is_full_and_goes_on_when_there_is_room() =>
        Simulation.Run(1, Four, static async simulation =>
        {
            var key = StreamSetup.Key("full");
            var (slow, quick) = (await simulation.Grains.Sink($"{key}-slow", key), await simulation.Grains.Sink($"{key}-quick", key));
            slow.Close();
            var stream = simulation.Services.NotesOf(key);
            var published = Enumerable.Range(1, 6).Select(number => stream.OnNextAsync(new Note(number))).ToList();
            await simulation.Delay(Moment);

            published.Select(static task => task.IsCompleted).ShouldBe([true, true, true, true, false, false]);
            // The others have had all that is queued: they wait only where the producer is held.
            quick.Numbers.ShouldBe([1, 2, 3, 4]);

            slow.Open();
            await Task.WhenAll(published);
            await simulation.Delay(Moment);
            slow.Numbers.ShouldBe([1, 2, 3, 4, 5, 6]);
            quick.Numbers.ShouldBe([1, 2, 3, 4, 5, 6]);
        });

    [Fact]
    public void After_the_response_timeout_the_producer_is_told_who_is_slow_and_the_event_is_not_queued_later() =>
        Simulation.Run(1, Four, static async simulation =>
        {
            var key = StreamSetup.Key("late");
            var slow = await simulation.Grains.Sink($"{key}-slow", key);
            slow.Close();
            var stream = simulation.Services.NotesOf(key);
            for (var number = 1; number <= 4; number++) await stream.OnNextAsync(new Note(number));
            var began = simulation.Elapsed;

            var error = await Should.ThrowAsync<TimeoutException>(stream.OnNextAsync(new Note(5)));
            (simulation.Elapsed - began).ShouldBe(TimeSpan.FromSeconds(30));
            error.Message.ShouldContain($"sink/{key}-slow");
            error.Message.ShouldContain("4 items waiting of at most 4");

            slow.Open();
            await simulation.Delay(TimeSpan.FromSeconds(5));
            await stream.OnNextAsync(new Note(6));
            await simulation.Delay(Moment);
            slow.Numbers.Distinct().ShouldBe([1, 2, 3, 4, 6]);
        });

    [Fact]
    public void Producers_that_do_not_wait_are_refused_when_as_many_wait_as_the_bound() =>
        Simulation.Run(1, Four, static async simulation =>
        {
            var key = StreamSetup.Key("crowd");
            var slow = await simulation.Grains.Sink($"{key}-slow", key);
            slow.Close();
            var stream = simulation.Services.NotesOf(key);
            var published = Enumerable.Range(1, 9).Select(number => stream.OnNextAsync(new Note(number))).ToList();

            (await Should.ThrowAsync<LimitExceededException>(published[8])).Message.ShouldContain($"sink/{key}-slow");
            slow.Open();
            await Task.WhenAll(published[..8]);
            await simulation.Delay(Moment);
            slow.Numbers.ShouldBe(Enumerable.Range(1, 8));
        });

    [Fact]
    public void A_batch_is_taken_whole_when_there_is_room_for_its_first_item() =>
        Simulation.Run(1, Four, static async simulation =>
        {
            var key = StreamSetup.Key("batch");
            var slow = await simulation.Grains.Sink($"{key}-slow", key);
            slow.Close();
            var stream = simulation.Services.NotesOf(key);
            await stream.OnNextAsync(new Note(1));
            await stream.OnNextBatchAsync(Enumerable.Range(2, 10).Select(static number => new Note(number)));
            var held = stream.OnNextAsync(new Note(12));
            await simulation.Delay(Moment);
            held.IsCompleted.ShouldBeFalse();
            slow.Open();
            await held;
            await simulation.Delay(Moment);
            slow.Numbers.ShouldBe(Enumerable.Range(1, 12));
        });

    [Fact]
    public void Unsubscribing_the_slow_consumer_frees_the_producer() =>
        Simulation.Run(1, Four, static async simulation =>
        {
            var key = StreamSetup.Key("freed");
            var slow = Behaviour.Of($"{key}-slow");
            slow.Activation = new TaskCompletionSource();
            var subscribing = simulation.Grains.Sink($"{key}-slow", key);
            slow.Activation.SetResult();
            await subscribing;
            var stream = simulation.Services.NotesOf(key);
            slow.Failing = static _ => true;
            for (var number = 1; number <= 4; number++) await stream.OnNextAsync(new Note(number));
            var held = stream.OnNextAsync(new Note(5));
            await simulation.Delay(Moment);
            held.IsCompleted.ShouldBeFalse();
            // It fails and pauses between its tries, so it has time for a call.
            await simulation.Grains.GetGrain<ISink>($"{key}-slow").Unsubscribe(StreamSetup.Id(key));
            await held;
        });
}
