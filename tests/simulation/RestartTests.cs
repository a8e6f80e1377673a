using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Simulations;

public sealed class RestartTests
{
    private static Action<ISiloBuilder> Over(KeptStorage stores) => silo => stores.Add(silo);

    [Fact]
    public void State_outlives_a_restart_and_a_kill() => Simulation.Run(2, Over(new KeptStorage()), static async simulation =>
    {
        await Ledger(simulation).Add(1);
        await simulation.RestartSilo();
        (await Ledger(simulation).Sum()).ShouldBe(1);

        await Ledger(simulation).Add(2);
        simulation.KillSilo();
        simulation.IsSiloRunning.ShouldBeFalse();
        await simulation.StartSilo();
        (await Ledger(simulation).Sum()).ShouldBe(3);
    });

    [Theory]
    [InlineData(4, 0)]
    [InlineData(6, 5)]
    public void A_silo_killed_while_it_writes_may_have_written_or_not(int after, int expected)
    {
        var stores = new KeptStorage { Latency = TimeSpan.FromSeconds(10) };
        Simulation.Run(2, Over(stores), async simulation =>
        {
            (await Ledger(simulation).Sum()).ShouldBe(0);
            var adding = Ledger(simulation).Add(5);
            await simulation.Delay(TimeSpan.FromSeconds(after));
            simulation.KillSilo();
            (await Should.ThrowAsync<SiloUnavailableException>(adding)).Message.ShouldContain("may have run or not");

            await simulation.StartSilo();
            (await Ledger(simulation).Sum()).ShouldBe(expected);
        });
    }

    [Fact]
    public void A_killed_silo_does_nothing_any_more()
    {
        var ended = new List<string>();
        Simulation.Run(
            2,
            silo => silo.Services.AddSingleton<Action<string, DateTimeOffset>>((name, _) => ended.Add(name)),
            async simulation =>
            {
                await simulation.Grains.GetGrain<IMortal>("killed").Live();
                var ticker = simulation.Grains.GetGrain<ITicker>("clock");
                await ticker.Start(TimeSpan.FromSeconds(1));
                simulation.KillSilo();
                await simulation.Delay(TimeSpan.FromDays(1));
                await Should.ThrowAsync<SiloUnavailableException>(ticker.Seen());
                Should.Throw<InvalidOperationException>(() => simulation.Grains).Message.ShouldContain("StartSilo");

                await simulation.StartSilo();
                (await simulation.Grains.GetGrain<ITicker>("clock").Seen()).Ticks.ShouldBe(0);
                await simulation.Grains.GetGrain<IMortal>("stopped").Live();
            });

        ended.ShouldBe(["stopped"]);
    }

    [Fact]
    public void A_restart_is_as_repeatable_as_all_else()
    {
        Hash(1).ShouldBe(Hash(1));
        Hash(1).ShouldNotBe(Hash(2));
    }

    internal static ulong Hash(long seed) =>
        Simulation.Run(seed, Over(new KeptStorage { Latency = TimeSpan.FromMilliseconds(3) }), static async simulation =>
    {
        for (var i = 0; i < 5; i++)
        {
            var adding = Task.WhenAll(Enumerable.Range(0, 10).Select(k => Try(simulation.Grains.GetGrain<ILedger>($"{k}").Add(1))));
            await simulation.Delay(TimeSpan.FromMilliseconds(simulation.Random.Next(10)));
            simulation.KillSilo();
            await adding;
            await simulation.StartSilo();
        }
    }).TraceHash;

    private static async Task Try(Task call)
    {
        try
        {
            await call;
        }
        catch (SiloUnavailableException)
        {
            // The silo was killed.
        }
    }

    private static ILedger Ledger(Simulation simulation) => simulation.Grains.GetGrain<ILedger>("ledger");
}

public interface ILedger : IGrainWithStringKey
{
    Task Add(int amount);

    Task<int> Sum();
}

public sealed class Ledger([PersistentState("ledger")] IPersistentState<LedgerState> state) : Grain, ILedger
{
    public Task Add(int amount)
    {
        state.State.Sum += amount;
        return state.WriteStateAsync();
    }

    public Task<int> Sum() => Task.FromResult(state.State.Sum);
}

[GenerateSerializer]
public sealed class LedgerState
{
    [Id(0)]
    public int Sum { get; set; }
}
