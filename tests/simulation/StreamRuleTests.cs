using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Genesis.Tests.Simulations;

/// <summary>Streams of a simulation: whichever provider is registered, the simulation's own serves it.</summary>
public sealed class StreamRuleTests
{
    [Fact]
    public void A_registered_provider_is_replaced_with_its_queues_and_agents() => Simulation.Run(
        1,
        static silo => silo.AddPersistentStreams(
            "events", static (_, _) => throw new InvalidOperationException("no queue of the provider is made"),
            static streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly)),
        static simulation => DeliverTo(simulation, "events"));

    [Fact]
    public void A_provider_that_nobody_registered_works_too() =>
        Simulation.Run(1, static silo => silo.AddStreaming(), static simulation => DeliverTo(simulation, "any name"));

    [Fact]
    public void Explicit_subscriptions_need_the_store_that_Orleans_asks_for() => Should.Throw<SimulationException>(() =>
        Simulation.Run(1, static silo => silo.AddMemoryStreams("events"),
            static _ => Task.CompletedTask)).Message.ShouldContain("PubSubStore");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Batches_reach_batch_observers_and_several_consumers_in_order(long seed) =>
        Simulation.Run(seed, Streams, static async simulation =>
    {
        var stream = StreamOf(simulation, "batches");
        var (items, batches) = (new List<int>(), new List<string>());
        await stream.SubscribeAsync((number, _) =>
        {
            items.Add(number.Value);
            return Task.CompletedTask;
        });
        await stream.SubscribeAsync(batch =>
        {
            batches.Add(string.Join(',', batch.Select(static item => item.Item.Value)));
            return Task.CompletedTask;
        });

        await stream.OnNextBatchAsync([new Number(1), new Number(2)]);
        await stream.OnNextAsync(new Number(3));
        await simulation.Delay(TimeSpan.FromSeconds(1));

        items.ShouldBe([1, 2, 3]);
        string.Join(',', batches).ShouldBe("1,2,3");
    });

    [Fact]
    public void A_producer_waits_while_a_consumer_is_behind() => Simulation.Run(
        1,
        static silo =>
        {
            Streams(silo);
            silo.Services.Configure<SimpleQueueCacheOptions>("events", static options => options.CacheSize = 3);
        },
        static async simulation =>
        {
            var stream = StreamOf(simulation, "slow");
            await stream.SubscribeAsync(async (_, _) => await simulation.Delay(TimeSpan.FromSeconds(1)));

            for (var i = 0; i < 10; i++) await stream.OnNextAsync(new Number(i));

            simulation.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9));
        });

    [Fact]
    public void An_event_that_a_consumer_refuses_is_tried_again_and_then_given_up() => Simulation.Run(
        1,
        static silo =>
        {
            Streams(silo);
            silo.Services.Configure<StreamPullingAgentOptions>("events",
                static options => options.MaxEventDeliveryTime = TimeSpan.FromSeconds(5));
        },
        static async simulation =>
        {
            var stream = StreamOf(simulation, "refused");
            var (attempts, seen, errors) = (0, new List<int>(), new List<Exception>());
            await stream.SubscribeAsync(
                (number, _) =>
                {
                    if (number.Value == 1)
                    {
                        attempts++;
                        throw new InvalidOperationException("refused");
                    }
                    seen.Add(number.Value);
                    return Task.CompletedTask;
                },
                error =>
                {
                    errors.Add(error);
                    return Task.CompletedTask;
                });

            await stream.OnNextBatchAsync([new Number(1)]);
            await stream.OnNextAsync(new Number(2));
            await simulation.Delay(TimeSpan.FromMinutes(1));

            attempts.ShouldBeGreaterThan(1);
            errors.ShouldHaveSingleItem().ShouldBeOfType<StreamEventDeliveryFailureException>();
            seen.ShouldBe([2]);
        });

    [Fact]
    public void An_unsubscribed_consumer_gets_nothing_more() => Simulation.Run(1, Streams, static async simulation =>
    {
        var stream = StreamOf(simulation, "left");
        var seen = new List<int>();
        var handle = await stream.SubscribeAsync((number, _) =>
        {
            seen.Add(number.Value);
            return Task.CompletedTask;
        });
        await stream.OnNextAsync(new Number(1));
        await simulation.Delay(TimeSpan.FromSeconds(1));
        (await stream.GetAllSubscriptionHandles()).Count.ShouldBe(1);

        await handle.UnsubscribeAsync();
        await stream.OnNextAsync(new Number(2));
        await simulation.Delay(TimeSpan.FromSeconds(1));

        seen.ShouldBe([1]);
        (await stream.GetAllSubscriptionHandles()).Count.ShouldBe(0);
    });

    private static void Streams(ISiloBuilder silo) => silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("events");

    private static IAsyncStream<Number> StreamOf(Simulation simulation, string key) =>
        simulation.Services.GetRequiredKeyedService<IStreamProvider>("events").GetStream<Number>(StreamId.Create("rules", key));

    private static async Task DeliverTo(Simulation simulation, string provider)
    {
        var stream = simulation.Services.GetRequiredKeyedService<IStreamProvider>(
            provider).GetStream<Number>(StreamId.Create("implicit numbers", "k"));
        for (var i = 0; i < 3; i++) await stream.OnNextAsync(new Number(i));
        await simulation.Delay(TimeSpan.FromSeconds(1));
        (await simulation.Grains.GetGrain<ISubscribed>("k").Seen()).ShouldBe("0,1,2");
    }
}

public interface ISubscribed : IGrainWithStringKey
{
    Task<string> Seen();
}

[ImplicitStreamSubscription("implicit numbers")]
public sealed class Subscribed : Grain, ISubscribed, IStreamSubscriptionObserver, IAsyncObserver<Number>
{
    private readonly List<int> _seen = [];

    public Task<string> Seen() => Task.FromResult(string.Join(',', _seen));

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Number>().ResumeAsync(this);

    public Task OnNextAsync(Number item, StreamSequenceToken? token = null)
    {
        _seen.Add(item.Value);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
