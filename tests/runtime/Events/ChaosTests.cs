using Genesis.Embedded;
using Genesis.Events;
using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>
/// All overflow policies, handlers that are slow, fail and hang, expiry, and components that are killed, restarted and stopped: every delivery ends exactly once.
/// </summary>
public sealed class ChaosTests
{
    private static readonly string[] Types = ["plain", "oldest", "quote.x", "trade.x", "order.x", "retried"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_ledger_balances(long seed)
    {
        List<string> wrong = [];
        var calm = false;
        using var stores = new MemoryStores();
        EventHost.Run(
            stores, genesis =>
            {
                genesis.Services.Configure<EventOptions>(static options =>
                {
                    options.Types["oldest"] = new() { Overflow = OverflowPolicy.DropOldest };
                    options.Types["retried"] = new() { Retries = 2 };
                });
                for (var i = 0; i < 8; i++)
                {
                    var kind = i;
                    genesis.Add($"c{i}", Tell, onEvent: (self, happened) => Handle(self, happened, kind), subscriptions: Types);
                }
            },
            async host =>
            {
                var random = host.Simulation.Random;
                var publishers = Enumerable.Range(0, 4).Select(i => Publish(host, $"door{i}")).ToArray();
                for (var step = 0; step < 120; step++)
                {
                    await host.Delay(random.Next(1, 60) / 1000.0);
                    await Disturb(host, $"c{random.Next(8)}");
                    if (step % 10 == 0) (await host.Events().ReadLedger()).IsWrong.ShouldBeFalse($"seed {seed}, step {step}");
                }
                calm = true;
                await Task.WhenAll(publishers.Select(Await));
                host.Services.GetRequiredService<ModeGate>().Set(SystemMode.Normal);
                await host.Until(
                    async () =>
                    {
                        var down = 0;
                        for (var i = 0; i < 8; i++)
                        {
                            var state = (await host.Status($"c{i}")).State;
                            if (state is Lifecycle.Running) continue;
                            down++;
                            if (state is Lifecycle.Quarantined or Lifecycle.Stopped) await Grain(host, $"c{i}").Restart("the storm is over");
                        }
                        return down == 0;
                    },
                    120, $"seed {seed}: all should run");
                var balance = await host.Settled(300);
                balance.Rows.Sum(static row => row.Published).ShouldBeGreaterThan(1000);
                wrong.ShouldBeEmpty($"seed {seed}");
                foreach (var (what, count) in (ReadOnlySpan<(string, long)>)[
                    ("handled", balance.Rows.Sum(static row => row.Handled)), ("conflated", balance.Rows.Sum(static row => row.Conflated)), ("shed", balance.Rows.Sum(static row => row.Shed)),
                    ("expired", balance.Rows.Sum(static row => row.Expired)), ("dead-lettered", balance.Rows.Sum(static row => row.DeadLettered))])
                    count.ShouldBeGreaterThan(0, $"seed {seed}: some should have been {what}");
                balance.Rows.Where(static row => row.Type == "order.x").ShouldAllBe(static row => row.Shed == 0);
            },
            seed, new SimulationOptions { MaxSteps = 1_000_000 });

        async ValueTask<object?> Tell(Scripted self, Request request)
        {
            for (var i = 0; i < 3; i++) await self.Self.Tell(Types[self.Self.Random.Next(Types.Length)], i, new TellOptions { Key = "k" + i });
            return null;
        }

        async ValueTask Handle(Scripted self, ComponentEvent happened, int kind)
        {
            if (happened.Source == self.Self.Id) wrong.Add($"{self.Self.Id} got its own {happened.Type}");
            if (calm) return;
            var random = self.Self.Random;
            if (kind == 0) return;
            if (kind >= 2) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 1 << kind)), self.Self.Time, self.Self.Cancellation);
            if (kind == 1 && random.Next(100) == 0) await self.Self.Ask("c0", "tell");
            if (kind % 3 == 1 && random.Next(10) == 0) throw new InvalidOperationException("chaos");
            if (kind == 6 && random.Next(200) == 0) await Task.Delay(TimeSpan.FromSeconds(7), self.Self.Time);
            if (random.Next(20) == 0) await self.Self.Tell(Types[random.Next(Types.Length)], 1, new TellOptions { Key = "own" });
        }

        async Task Publish(SimulatedHost host, string source)
        {
            var random = new Random((int)seed * source[^1]);
            while (!calm)
            {
                var type = Types[random.Next(Types.Length)];
                await host.Bus.Tell(type, random.Next(100), source, new TellOptions
                {
                    Key = "k" + random.Next(4),
                    Priority = random.Next(5) == 0 ? (EventPriority)random.Next(4) : null,
                    TimeToLive = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 100)) : null,
                });
                if (random.Next(3) == 0) await host.Delay(random.Next(0, 8) / 1000.0);
            }
        }

        static async Task Await(Task task) => await task;
    }

    private static async Task Disturb(SimulatedHost host, string id)
    {
        var grain = Grain(host, id);
        switch (host.Simulation.Random.Next(8))
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
                host.Services.GetRequiredService<ModeGate>().Set((SystemMode)host.Simulation.Random.Next(3));
                break;
            case 4:
                await host.Bus.Ask(id, "tell");
                break;
            default:
                host.Services.GetRequiredService<ModeGate>().Set(SystemMode.Normal);
                break;
        }
    }

    private static IComponentGrain Grain(SimulatedHost host, string id) => host.Simulation.Grains.GetGrain<IComponentGrain>(id);
}
