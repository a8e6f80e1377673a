using System.Collections.Concurrent;
using Genesis.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Genesis.Tests.Cluster;

/// <summary>A client with Microsoft.Orleans.Client and the grain interfaces, and nothing else of Genesis.</summary>
public sealed class OrdinaryClientTests
{
    private const string Provider = "events";

    [Fact]
    public async Task It_calls_a_component()
    {
        await using var cluster = await TwoSilos.Start(static genesis => genesis.AddComponent<Place>("place"));
        await cluster.Ok(cluster.Silos[0], "place", Place.Where);
        var answer = await cluster.Client.GetGrain<IOperatorGrain>(IOperatorGrain.Key).Ask("place", Place.Sum, Payload.Empty, null, "test");
        answer.Reply.Kind.ShouldBe(OutcomeKind.Ok);
    }

    [Fact]
    public async Task It_subscribes_to_fills_and_gets_those_of_both_silos_in_order()
    {
        await using var cluster = await TwoSilos.Start(static genesis => genesis.AddComponent<Place>("place"), static client => client.AddGenesisStreams(Provider));
        ConcurrentQueue<ComponentEvent> received = [];
        var subscription = await cluster.Client.GetStreamProvider(Provider).GetStream<ComponentEvent>(StreamId.Create(ComponentEvent.Streams, "fill")).SubscribeAsync((@event, _) =>
        {
            received.Enqueue(@event);
            return Task.CompletedTask;
        });
        const int Count = 50;
        for (var number = 0; number < Count; number++)
            foreach (var silo in cluster.Silos)
                await cluster.Bus(silo).Tell("fill", number, silo.Name);
        await TwoSilos.Until(() => Task.FromResult(received.Count >= 2 * Count), () => $"the client should get {2 * Count} fills and has {received.Count}");
        foreach (var silo in cluster.Silos)
            received.Where(@event => @event.Source == silo.Name).Select(static @event => @event.Data.As<int>()).ShouldBe(Enumerable.Range(0, Count));
        await subscription.UnsubscribeAsync();
        foreach (var silo in cluster.Silos)
        {
            var balance = await cluster.Services(silo).GetRequiredService<IEventRuntime>().ReadLedger();
            balance.Differing.ShouldBeEmpty();
        }
    }
}
