using Genesis.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Many publishers on many threads, in real time.</summary>
public sealed class ConcurrencyTests
{
    private static readonly string[] Types = ["plain", "quote.x", "trade.x", "order.x", "oldest"];

    [Theory, MemberData(nameof(StreamProviderTests.Providers), MemberType = typeof(StreamProviderTests))]
    public async Task Publishers_on_many_threads_lose_nothing_unaccounted(string provider)
    {
        await using var host = await RuntimeHost.Start(genesis =>
        {
            genesis.Services.Configure<EventOptions>(static options =>
            {
                options.Types["oldest"] = new() { Overflow = OverflowPolicy.DropOldest };
                options.OutboxCapacity = 50;
                options.BatchSize = 16;
            });
            for (var i = 0; i < 4; i++) genesis.Add($"quick{i}", subscriptions: Types);
            genesis.Add("slow", onEvent: async (self, _) => await Task.Yield(), subscriptions: Types);
            genesis.Add("asking", onEvent: async (self, _) => await self.Self.Ask("quick0", "x"), subscriptions: Types);
            genesis.Add("blocking", policies: new ComponentPolicies { Blocking = true }, onEvent: (_, _) => default, subscriptions: Types);
            genesis.Add("failing", onEvent: (_, happened) => happened.Sequence % 50 == 0 ? throw new InvalidOperationException("now and then") : default, subscriptions: Types);
        }, silo => StreamProviderTests.Use(silo, provider));
        var events = host.Services.GetRequiredService<IEventRuntime>();
        var publishers = Enumerable.Range(0, 4).Select(publisher => Task.Run(async () =>
        {
            for (var i = 0; i < 4000; i++)
            {
                var type = i % 100 == 0 ? "order.x" : Types[i % Types.Length] is "order.x" ? "plain" : Types[i % Types.Length];
                await host.Bus.Tell(type, i, $"door{publisher}", new TellOptions { Key = "k" + (i % 3) });
            }
        })).ToArray();
        while (!publishers.All(static publisher => publisher.IsCompleted))
        {
            var moving = await events.ReadLedger();
            moving.IsWrong.ShouldBeFalse(Balances.Text(moving));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        await Task.WhenAll(publishers);

        var balance = await StreamProviderTests.Ended(host);
        balance.Rows.Where(static row => row.Type == "order.x").ShouldAllBe(static row => row.Published == 160 && row.Shed == 0 && row.Handled + row.DeadLettered == 160);
        balance.Rows.Where(static row => row.Type == "trade.x").ShouldAllBe(static row => row.ShedBy.Keys.All(reason => reason == ShedReason.WaitExpired));
        balance.Row("plain", "quick0").Handled.ShouldBeGreaterThan(0);
    }
}
