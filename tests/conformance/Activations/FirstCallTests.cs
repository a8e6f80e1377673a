using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Conformance.Activations;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
}

public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.For(this.GetPrimaryKeyString()).Add("activated");
        return Task.CompletedTask;
    }

    public Task<int> Add(int amount) => Task.FromResult(_count += amount);
}

public sealed class FirstCallTests(DefaultEngine engine)
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task The_first_call_activates_the_grain_and_later_ones_find_it(EngineKind on) => on.Run(engine, async () =>
    {
        var key = TestIds.Key();
        var grain = engine.Grains.GetGrain<ICounterGrain>(key);
        Journal.For(key).Entries.ShouldBeEmpty();
        (await grain.Add(2)).ShouldBe(2);
        (await grain.Add(3)).ShouldBe(5);
        Journal.For(key).Entries.ShouldBe(["activated"]);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Each_identity_has_an_activation_of_its_own(EngineKind on) => on.Run(engine, async () =>
    {
        var keys = Enumerable.Range(0, 20).Select(static _ => TestIds.Key()).ToArray();
        var sums = await Task.WhenAll(keys.Select((key, index) => engine.Grains.GetGrain<ICounterGrain>(key).Add(index)));
        sums.ShouldBe(Enumerable.Range(0, 20));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_thousand_concurrent_first_calls_make_one_activation(EngineKind on) => on.Run(engine, async () =>
    {
        const int round = 1;
        var key = TestIds.Key($"round-{round}");
        var factory = engine.Services.GetRequiredService<IGrainFactory>();
        var start = new TaskCompletionSource(TestTime.Continuations);
        var calls = Enumerable.Range(0, 1000).Select(_ => TestTime.Start(async () =>
        {
            await start.Task;
            return await factory.GetGrain<ICounterGrain>(key).Add(1);
        })).ToArray();
        start.SetResult();
        var sums = await Task.WhenAll(calls).InTime("a thousand first calls");
        sums.Order().ShouldBe(Enumerable.Range(1, 1000));
        Journal.For(key).Entries.ShouldBe(["activated"]);
    });
}
