using Genesis.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>What happens to events that a component cannot handle at once, in time or at all.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void When_the_mailbox_is_full_the_newest_is_shed_unless_its_type_says_otherwise() => WithBusyListener(async (host, got, release) =>
    {
        await Tell(host, "plain", 60);
        await Arrived(host);
        release();
        var row = (await host.Settled()).Row("plain", "listener");
        got.ShouldBe(Enumerable.Range(0, 50).Select(static i => $"plain {i}"));
        row.Handled.ShouldBe(50);
        row.ShedBy[ShedReason.Overflow].ShouldBe(10);
    });

    [Fact]
    public void Where_the_oldest_is_dropped_the_last_ones_are_handled() => WithBusyListener(async (host, got, release) =>
    {
        await Tell(host, "oldest", 60);
        await Arrived(host);
        release();
        var row = (await host.Settled()).Row("oldest", "listener");
        got.ShouldBe(Enumerable.Range(10, 50).Select(static i => $"oldest {i}"));
        row.ShedBy[ShedReason.Displaced].ShouldBe(10);
    });

    [Fact]
    public void Of_values_of_one_key_the_latest_is_kept() => WithBusyListener(async (host, got, release) =>
    {
        for (var i = 0; i < 100; i++) await host.Bus.Tell("quote.x", i, options: new TellOptions { Key = i % 2 == 0 ? "even" : "odd" });
        await Arrived(host);
        release();
        var row = (await host.Settled()).Row("quote.x", "listener");
        got.ShouldBe(["quote.x 98", "quote.x 99"]);
        row.Conflated.ShouldBe(98);
    });

    [Fact]
    public void A_publisher_waits_for_room_and_loses_nothing() => WithBusyListener(async (host, got, release) =>
    {
        var telling = Tell(host, "trade.x", 3000);
        await host.Delay(0.5);
        telling.IsCompleted.ShouldBeFalse("there is no room");
        release();
        await telling;
        (await host.Settled()).Row("trade.x", "listener").Handled.ShouldBe(3000);
        got.ShouldBe(Enumerable.Range(0, 3000).Select(static i => $"trade.x {i}"));
    });

    [Fact]
    public void A_publisher_waits_at_most_until_its_deadline() => WithBusyListener(async (host, _, release) =>
    {
        var told = 0;
        var began = host.Simulation.Elapsed;
        TellResult result;
        do
        {
            result = await host.Bus.Tell("trade.x", told++);
        }
        while (result.Shed == 0);
        (host.Simulation.Elapsed - began).ShouldBe(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(10));
        release();
        (await host.Settled()).Row("trade.x", "listener").ShedBy[ShedReason.WaitExpired].ShouldBe(1);
    });

    [Fact]
    public void What_is_worth_nothing_any_more_is_not_handled() => WithBusyListener(async (host, got, release) =>
    {
        await host.Bus.Tell("plain", 0, options: new TellOptions { TimeToLive = TimeSpan.FromSeconds(1) });
        await host.Bus.Tell("order.x", 1, options: new TellOptions { TimeToLive = TimeSpan.FromSeconds(1) });
        await host.Bus.Tell("plain", 2);
        await host.Delay(1.5);
        release();
        var balance = await host.Settled();
        got.ShouldBe(["plain 2"]);
        balance.Row("plain", "listener").Expired.ShouldBe(1);
        balance.Row("order.x", "listener").Expired.ShouldBe(1);
    });

    [Fact]
    public void Urgent_ones_are_handled_first() => WithBusyListener(async (host, got, release) =>
    {
        foreach (var priority in Enum.GetValues<EventPriority>())
            for (var i = 0; i < 3; i++) await host.Bus.Tell("plain", $"{priority} {i}", options: new TellOptions { Priority = priority });
        await Arrived(host);
        release();
        await host.Settled();
        got.ShouldBe([.. from priority in Enum.GetValues<EventPriority>().Reverse() from i in Enumerable.Range(0, 3) select $"plain {priority} {i}"]);
    });

    [Fact]
    public void The_mode_sheds_and_says_so() => WithBusyListener(async (host, got, release) =>
    {
        release();
        var gate = (ModeGate)host.Services.GetService(typeof(ModeGate))!;
        gate.Set(SystemMode.Safe);
        (await host.Bus.Tell("plain", "low", options: new TellOptions { Priority = EventPriority.Low })).Refused.ShouldNotBeNull().ShouldContain("SAFE");
        (await host.Bus.Tell("plain", "normal")).IsTold.ShouldBeTrue();
        gate.Set(SystemMode.Emergency);
        (await host.Bus.Tell("plain", "shed")).IsTold.ShouldBeFalse();
        (await host.Bus.Tell("plain", "critical", options: new TellOptions { Priority = EventPriority.Critical })).IsTold.ShouldBeTrue();
        (await host.Bus.Tell("quote.x", "flows")).IsTold.ShouldBeTrue();
        (await host.Bus.Tell("order.x", "durable")).IsTold.ShouldBeTrue();
        (await host.Settled()).Row("plain", "listener").ShedBy[ShedReason.Mode].ShouldBe(2);
        got.Count.ShouldBe(4);
    });

    // Events are on their way to the mailbox when the publisher goes on.
    private static Task Arrived(SimulatedHost host) => host.Delay(0.001);

    private static async Task Tell(SimulatedHost host, string type, int count)
    {
        for (var i = 0; i < count; i++) await host.Bus.Tell(type, i);
    }

    /// <summary>A listener that is busy with a first event until it is released.</summary>
    private static void WithBusyListener(Func<SimulatedHost, List<string>, Action, Task> body)
    {
        var gate = new TaskCompletionSource();
        List<string> got = [];
        SimulatedHost.Run(
            genesis =>
            {
                genesis.Services.Configure<EventOptions>(static options => options.Types["oldest"] = new() { Overflow = OverflowPolicy.DropOldest });
                genesis.Add(
                    "listener",
                    onEvent: async (_, happened) =>
                    {
                        await gate.Task;
                        if (happened.Type != "begin") got.Add($"{happened.Type} {happened.Data.As<object>()}");
                    },
                    subscriptions: ["begin", "plain", "oldest", "quote.*", "trade.*", "order.*"]);
            },
            async host =>
            {
                await host.Bus.Tell("begin");
                await host.Delay(0.001);
                await body(host, got, gate.SetResult);
            });
    }
}
