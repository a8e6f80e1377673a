using Genesis.Tests.Embedded.Fixture;
using Orleans;

namespace Genesis.Tests.Embedded.Calls;

public interface IComingAndGoingGrain : IGrainWithIntegerKey
{
    Task<int> Hit();

    Task<int> HitAndGo();
}

public sealed class ComingAndGoingGrain : Grain, IComingAndGoingGrain
{
    public Task<int> Hit() => Task.FromResult(1);

    public Task<int> HitAndGo()
    {
        DeactivateOnIdle();
        return Task.FromResult(1);
    }
}

public sealed class ComingAndGoingTests
{
    /// <summary>Orleans refuses a call that met two dead activations; here it is sent on as often as need be.</summary>
    [Fact]
    public async Task Every_call_is_answered_however_often_it_has_to_be_sent_on()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grains.GetGrain<IComingAndGoingGrain>(1);
        var callers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var sum = 0;
            for (var i = 0; i < 500; i++) sum += (await Task.WhenAll(grain.Hit(), grain.HitAndGo(), grain.Hit())).Sum();
            return sum;
        }));
        (await Task.WhenAll(callers)).ShouldAllBe(static sum => sum == 1500);
    }
}
