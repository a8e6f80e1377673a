using Genesis.Simulations;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Chains;

public sealed partial class ChainTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thousand_at_once_complete_in_virtual_time(long seed) => Simulation.Run(
        seed, silo => RuntimeHost.Configure(silo, Components), async simulation =>
        {
            await All(RuntimeHost.BusOf(simulation.Services), simulation.Time);
            simulation.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        });
}
