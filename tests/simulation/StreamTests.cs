using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Genesis.Tests.Simulations;

public sealed class StreamTests
{
    private static readonly StreamId Numbers = StreamId.Create("numbers", "all");

    [Fact]
    public void Events_arrive_in_order_and_subscriptions_outlive_a_kill()
    {
        var run = Run(3);

        run.Result.ShouldBe(string.Join(',', Enumerable.Range(100, 50)));
    }

    [Fact]
    public void A_stream_takes_the_same_steps_for_the_same_seed()
    {
        Run(3).TraceHash.ShouldBe(Run(3).TraceHash);
        Enumerable.Range(0, 10).Select(static seed => Run(seed).TraceHash).Distinct().Count().ShouldBe(10);
    }

    internal static SimulationReport<string> Run(long seed)
    {
        var stores = new KeptStorage();
        return Simulation.Run(seed, silo => stores.Add(silo.AddMemoryStreams("events"), "PubSubStore"), static async simulation =>
        {
            foreach (var name in new[] { "a", "b", "c" }) await simulation.Grains.GetGrain<IListener>(name).Listen();
            await Publish(simulation, 0);
            simulation.KillSilo();
            await simulation.StartSilo();
            await Publish(simulation, 100);
            await simulation.Delay(TimeSpan.FromSeconds(5));
            var seen = await Task.WhenAll(new[] { "a", "b", "c" }.Select(name => simulation.Grains.GetGrain<IListener>(name).Seen()));
            return seen.Distinct().ShouldHaveSingleItem();
        });
    }

    private static async Task Publish(Simulation simulation, int first)
    {
        var stream = simulation.Services.GetRequiredKeyedService<IStreamProvider>("events").GetStream<Number>(Numbers);
        for (var i = first; i < first + 50; i++) await stream.OnNextAsync(new Number(i));
    }
}

public interface IListener : IGrainWithStringKey
{
    Task Listen();

    Task<string> Seen();
}

public sealed class Listener : Grain, IListener, IAsyncObserver<Number>
{
    private readonly List<int> _seen = [];

    private IAsyncStream<Number> Stream => this.GetStreamProvider("events").GetStream<Number>(StreamId.Create("numbers", "all"));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles()) await handle.ResumeAsync(this);
    }

    public Task Listen() => Stream.SubscribeAsync(this);

    public Task<string> Seen() => Task.FromResult(string.Join(',', _seen));

    public Task OnNextAsync(Number item, StreamSequenceToken? token = null)
    {
        _seen.Add(item.Value);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[GenerateSerializer, Immutable, Alias("Genesis.Tests.Simulations.Number")]
public sealed record Number([property: Id(0)] int Value);
