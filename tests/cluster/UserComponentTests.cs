using Acme;
using Genesis.Storage;

namespace Genesis.Tests.Cluster;

/// <summary>Components as users write them, in a namespace and a project of their own: states that nobody else can see are kept like any other.</summary>
public sealed class UserComponentTests
{
    [Fact]
    public async Task Private_and_generic_states_compile_and_are_kept()
    {
        var stores = new MemoryStores();
        for (var life = 1; life <= 2; life++)
        {
            await using var silo = await LoneSilo.Start(static genesis => genesis.AddDesk(), stores);
            (await silo.Bus.Ask("blotter", "add", new { symbol = "BTC-USDT", amount = 2 })).As<int>().ShouldBe(life * 2);
            (await silo.Bus.Ask("tally", "add", 3)).As<long>().ShouldBe(life * 3);
            (await silo.Bus.Ask("tally", "nonsense")).Kind.ShouldBe(OutcomeKind.UnknownRequest);
        }
    }
}
