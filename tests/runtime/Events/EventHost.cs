using Genesis.Simulations;
using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>What tests of events look at.</summary>
internal static class EventHost
{
    /// <summary>A simulation whose stores are given: they outlive its silos.</summary>
    public static void Run(MemoryStores stores, Action<GenesisBuilder> configure, Func<SimulatedHost, Task> body, long seed = 1, SimulationOptions? options = null) => Simulation.Run(
        seed,
        silo => silo.AddGenesis(genesis =>
        {
            genesis.UseMemory(stores);
            configure(genesis);
        }),
        simulation => body(new SimulatedHost(simulation)),
        options);

    public static IEventRuntime Events(this SimulatedHost host) => host.Services.GetRequiredService<IEventRuntime>();

    /// <summary>Lets time pass until every delivery has ended and all is accounted for.</summary>
    public static async Task<LedgerBalance> Settled(this SimulatedHost host, double seconds = 30)
    {
        LedgerBalance balance = null!;
        await UntilOrTell(
            host, async () =>
            {
                balance = await host.Events().ReadLedger();
                balance.IsWrong.ShouldBeFalse(Balances.Text(balance));
                return balance.IsBalanced && balance.Rows.All(static row => row.Queued == 0);
            },
            seconds, () => balance);
        return balance;
    }

    private static async Task UntilOrTell(SimulatedHost host, Func<Task<bool>> holds, double seconds, Func<LedgerBalance> balance)
    {
        try
        {
            await host.Until(holds, seconds, "every delivery should have ended");
        }
        catch (ShouldAssertException exception)
        {
            throw new ShouldAssertException($"{exception.Message}\n{Balances.Text(balance())}");
        }
    }
}
