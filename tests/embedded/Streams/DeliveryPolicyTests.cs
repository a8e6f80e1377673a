using Genesis.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Tests.Embedded.Streams;

/// <summary>The delivery error policy, in virtual time.</summary>
public sealed class DeliveryPolicyTests
{
    [Fact]
    public void A_failing_event_is_tried_again_with_growing_pauses_for_a_minute_then_given_up() =>
        Simulation.Run(1, static silo => StreamSetup.Add(silo), static async simulation =>
        {
            var key = StreamSetup.Key("failing");
            var sink = await simulation.Grains.Sink($"{key}-sink", key);
            sink.Failing = static note => note.Number == 1;
            var began = simulation.Time.GetUtcNow();
            await simulation.Services.NotesOf(key).OnNextAsync(new Note(1));
            await simulation.Services.NotesOf(key).OnNextAsync(new Note(2));
            await simulation.Delay(TimeSpan.FromMinutes(3));

            sink.Attempts.Where(static attempt => attempt.Number == 1).Select(attempt => (int)(attempt.When - began).TotalSeconds)
                .ShouldBe([0, 1, 3, 7, 15, 31]);
            sink.Errors.ShouldHaveSingleItem().ShouldBeOfType<StreamEventDeliveryFailureException>().Message.ShouldContain("no 1");
            sink.Numbers.ShouldBe([2]);
        });

    [Fact]
    public void A_consumer_that_does_not_answer_gets_the_event_again_after_the_response_timeout() =>
        Simulation.Run(1, static silo => StreamSetup.Add(silo), static async simulation =>
        {
            var key = StreamSetup.Key("mute");
            var sink = await simulation.Grains.Sink($"{key}-sink", key);
            sink.Close();
            await simulation.Services.NotesOf(key).OnNextAsync(new Note(1));
            await simulation.Delay(TimeSpan.FromSeconds(35));
            sink.Open();
            await simulation.Delay(TimeSpan.FromSeconds(35));
            // Delivery may repeat: the first was still under way.
            sink.Numbers.ShouldBe([1, 1]);
            sink.Errors.ShouldBeEmpty();
        });

    [Fact]
    public void The_failure_handler_is_told_and_may_have_the_subscription_given_up() =>
        Simulation.Run(
            1,
            static silo =>
            {
                StreamSetup.Add(silo);
                silo.Services.AddKeyedSingleton<IStreamFailureHandler>("notes", new Handler());
            },
            static async simulation =>
            {
                var key = StreamSetup.Key("faulted");
                var (bad, good) = (await simulation.Grains.Sink($"{key}-bad", key), await simulation.Grains.Sink($"{key}-good", key));
                bad.Failing = static _ => true;
                await simulation.Services.NotesOf(key).OnNextAsync(new Note(1));
                await simulation.Delay(TimeSpan.FromMinutes(3));

                var handler = (Handler)simulation.Services.GetRequiredKeyedService<IStreamFailureHandler>("notes");
                handler.Told.ShouldBe([$"notes {StreamSetup.Id(key)}"]);
                bad.Errors.Select(static error => error.GetType()).ShouldBe([typeof(StreamEventDeliveryFailureException), typeof(FaultedSubscriptionException)]);
                (await simulation.Grains.GetGrain<ISink>($"{key}-bad").CountHandles(StreamSetup.Id(key))).ShouldBe(0);

                await simulation.Services.NotesOf(key).OnNextAsync(new Note(2));
                await simulation.Delay(TimeSpan.FromMinutes(1));
                good.Numbers.ShouldBe([1, 2]);
                bad.Attempts.ShouldAllBe(static attempt => attempt.Number == 1);
            });

    [Fact]
    public void Consumers_get_every_event_in_order_whatever_fails_in_between()
    {
        var failure = Simulation.FirstFailure(
            Enumerable.Range(0, 30).Select(static seed => (long)seed), static silo => StreamSetup.Add(silo, capacity: 64), static async simulation =>
            {
                var key = StreamSetup.Key("rough");
                var sinks = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => simulation.Grains.Sink($"{key}-{number}", key)));
                foreach (var sink in sinks) sink.Failing = _ => simulation.Random.Next(4) == 0;
                await Task.WhenAll(Enumerable.Range(0, 3).Select(async producer =>
                {
                    for (var number = 0; number < 10; number++) await simulation.Services.NotesOf(key).OnNextAsync(new Note(number, $"{producer}"));
                }));
                await simulation.Delay(TimeSpan.FromMinutes(30));
                foreach (var sink in sinks)
                    foreach (var from in sink.Got.GroupBy(static note => note.From))
                        from.Select(static note => note.Number).ShouldBe(Enumerable.Range(0, 10));
            });
        failure.ShouldBeNull();
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        static ulong Trace() => Simulation.Run(5, static silo => StreamSetup.Add(silo, capacity: 6), static async simulation =>
        {
            const string Key = "traced";
            for (var number = 0; number < 3; number++) Behaviour.Forget($"{Key}-{number}");
            var sinks = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => simulation.Grains.Sink($"{Key}-{number}", Key)));
            foreach (var sink in sinks) sink.Failing = _ => simulation.Random.Next(4) == 0;
            await simulation.Services.NotesOf(Key).SubscribeAsync(static (_, _) => Task.CompletedTask);
            for (var number = 0; number < 10; number++) await simulation.Services.NotesOf(Key).OnNextAsync(new Note(number));
            await simulation.Delay(TimeSpan.FromMinutes(5));
        }).TraceHash;
        Trace().ShouldBe(Trace());
    }

    private sealed class Handler : IStreamFailureHandler
    {
        public List<string> Told { get; } = [];

        public bool ShouldFaultSubsriptionOnError => true;

        public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
        {
            Told.Add($"{streamProviderName} {streamIdentity}");
            return Task.CompletedTask;
        }

        public Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken) => Task.CompletedTask;
    }
}
