using Genesis.Events;
using Genesis.Simulations;
using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>
/// All overflow policies, handlers that are slow, fail and hang, expiry, modes, and components that are killed, restarted and stopped: every delivery ends exactly once.
/// </summary>
public sealed class ChaosTests
{
    private const int Components = 8;

    private static readonly string[] Types = ["plain", "oldest", "quote.x", "trade.x", "order.x", "retried"];

    private readonly List<string> _wrong = [];
    private bool _calm;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_ledger_balances(long seed)
    {
        using var stores = new MemoryStores();
        EventHost.Run(stores, Configure, host => Storm(host, seed), seed, new SimulationOptions { MaxSteps = 1_000_000 });
    }

    private async Task Storm(SimulatedHost host, long seed)
    {
        var publishers = Enumerable.Range(0, 4).Select(i => Publish(host, $"door{i}", new Random((int)(seed * 10) + i))).ToArray();
        for (var step = 0; step < 120; step++)
        {
            await host.Delay(host.Simulation.Random.Next(1, 60) / 1000.0);
            await Disturb(host, $"c{host.Simulation.Random.Next(Components)}");
            if (step % 10 == 0) (await host.Events().ReadLedger()).IsWrong.ShouldBeFalse($"seed {seed}, step {step}");
        }
        _calm = true;
        host.Services.GetRequiredService<IFaults>().ClearAll();
        foreach (var publisher in publishers) await publisher;
        host.Services.GetRequiredService<ModeGate>().Set(SystemMode.Normal);
        await host.Until(() => AllRun(host), 120, $"seed {seed}: all should run");
        var balance = await host.Settled(300);
        _wrong.ShouldBeEmpty($"seed {seed}");
        balance.Rows.Sum(static row => row.Published).ShouldBeGreaterThan(1000);
        foreach (var (what, count) in (ReadOnlySpan<(string, Func<LedgerRowSnapshot, long>)>)[
            ("handled", static row => row.Handled), ("conflated", static row => row.Conflated), ("shed", static row => row.Shed), ("expired", static row => row.Expired), ("dead-lettered", static row => row.DeadLettered)])
            balance.Rows.Sum(count).ShouldBeGreaterThan(0, $"seed {seed}: some should have been {what}");
        balance.Rows.Where(static row => row.Type == "order.x").ShouldAllBe(static row => row.Shed == 0);
    }

    private void Configure(GenesisBuilder genesis)
    {
        genesis.Services.Configure<EventOptions>(static options =>
        {
            options.Types["oldest"] = new() { Overflow = OverflowPolicy.DropOldest };
            options.Types["retried"] = new() { Retries = 2 };
        });
        for (var i = 0; i < Components; i++)
        {
            var kind = i;
            genesis.Add($"c{i}", Tell, onEvent: (self, happened) => Handle(self, happened, kind), subscriptions: Types);
        }
    }

    private static async ValueTask<object?> Tell(Scripted self, ComponentRequest request)
    {
        for (var i = 0; i < 3; i++) await self.Self.Tell(Types[self.Self.Random.Next(Types.Length)], i, new TellOptions { Key = "k" + i });
        return null;
    }

    private async ValueTask Handle(Scripted self, ComponentEvent happened, int kind)
    {
        if (happened.Source == self.Self.Id) _wrong.Add($"{self.Self.Id} got its own {happened.Type}");
        if (_calm || kind == 0) return;
        var random = self.Self.Random;
        if (kind >= 2) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 1 << kind)), self.Self.Time, self.Self.Cancellation);
        if (kind == 1 && random.Next(100) == 0) await self.Self.Ask("c0", "tell");
        if (kind % 3 == 1 && random.Next(10) == 0) throw new InvalidOperationException("chaos");
        if (kind == 6 && random.Next(200) == 0) await Task.Delay(TimeSpan.FromSeconds(7), self.Self.Time);
        if (random.Next(20) == 0) await self.Self.Tell(Types[random.Next(Types.Length)], 1, new TellOptions { Key = "own" });
    }

    private async Task Publish(SimulatedHost host, string source, Random random)
    {
        while (!_calm)
        {
            await host.Bus.Tell(Types[random.Next(Types.Length)], random.Next(100), source, new TellOptions
            {
                Key = "k" + random.Next(4),
                Priority = random.Next(5) == 0 ? (EventPriority)random.Next(4) : null,
                TimeToLive = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 100)) : null,
            });
            if (random.Next(3) == 0) await host.Delay(random.Next(0, 8) / 1000.0);
        }
    }

    private static async Task Disturb(SimulatedHost host, string id)
    {
        var (grain, mode) = (host.Simulation.Grains.GetGrain<IComponentGrain>(id), host.Services.GetRequiredService<ModeGate>());
        switch (host.Simulation.Random.Next(10))
        {
            case 0:
                await grain.Fail((await host.Status(id)).Generation, "chaos");
                break;
            case 1:
                await grain.Restart("chaos");
                break;
            case 2:
                await grain.Shutdown("chaos");
                await host.Delay(host.Simulation.Random.Next(0, 50) / 1000.0);
                await grain.Start();
                break;
            case 3:
                mode.Set((SystemMode)host.Simulation.Random.Next(3));
                break;
            case 4:
                await host.Bus.Ask(id, "tell");
                break;
            case 5 or 6:
                host.Services.GetRequiredService<IFaults>().Inject(new Fault
                {
                    Kind = (FaultKind)host.Simulation.Random.Next(7),
                    Component = id,
                    Count = host.Simulation.Random.Next(1, 10),
                    By = TimeSpan.FromMilliseconds(host.Simulation.Random.Next(1, 300)),
                    Share = 0.5,
                });
                break;
            default:
                mode.Set(SystemMode.Normal);
                break;
        }
    }

    private static async Task<bool> AllRun(SimulatedHost host)
    {
        var down = 0;
        for (var i = 0; i < Components; i++)
        {
            var state = (await host.Status($"c{i}")).State;
            if (state == Lifecycle.Running) continue;
            down++;
            if (state is Lifecycle.Quarantined or Lifecycle.Stopped) await host.Simulation.Grains.GetGrain<IComponentGrain>($"c{i}").Restart("the storm is over");
        }
        return down == 0;
    }
}
