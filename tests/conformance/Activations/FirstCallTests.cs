namespace Genesis.Tests.Conformance.Activations;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);
}

public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _count;

    public Task<int> Add(int amount) => Task.FromResult(_count += amount);
}

public sealed class FirstCallTests(DefaultEngine engine)
{
    [Fact]
    public async Task The_first_call_activates_the_grain_and_later_ones_find_it()
    {
        var grain = engine.Grains.GetGrain<ICounterGrain>(TestIds.Key());
        (await grain.Add(2)).ShouldBe(2);
        (await grain.Add(3)).ShouldBe(5);
    }
}
