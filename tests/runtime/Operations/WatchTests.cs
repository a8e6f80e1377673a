using System.Collections.Immutable;
using Genesis.Operations;
using Genesis.Tests.Runtime.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Operations;

/// <summary>Operators who watch events: what they get, what they miss, and that those who vanish leave nothing behind.</summary>
public sealed class WatchTests
{
    [Fact]
    public void Events_that_fit_a_pattern_are_shown_once_in_order() => Run(async host =>
    {
        var seen = await Watch(host, "one", "tick.*", "*");
        for (var i = 0; i < 5; i++) await host.Bus.Tell("tick.x", i);
        await host.Settled();
        seen.Data.ShouldBe(["0", "1", "2", "3", "4"]);
        seen.Dropped.ShouldBe(0);
        (await host.Events().ReadLedger()).Row("tick.x", "console/1").Handled.ShouldBe(5);
    });

    [Fact]
    public void Durable_events_are_shown_too_and_the_journal_keeps_nothing_for_those_who_watch() => Run(async host =>
    {
        var seen = await Watch(host, "one", "order.*");
        await host.Bus.Tell("order.new", 1);
        await host.Settled();
        seen.Data.ShouldBe(["1"]);
    });

    [Fact]
    public void One_who_is_slow_delays_nobody_and_is_told_how_many_were_dropped() => Run(async host =>
    {
        var seen = await Watch(host, "one", new WatchRequest(["trade.*"], 10), pause: TimeSpan.FromSeconds(1));
        for (var i = 0; i < 100; i++)
        {
            var told = await host.Bus.Tell("trade.x", i);
            (told.Subscribers, told.Shed).ShouldBe((2, 0));
            await host.Delay(0.001);
        }
        host.Simulation.Elapsed.TotalSeconds.ShouldBeLessThan(1.5, "trades wait for room, and never for those who watch");
        var row = (await host.Settled()).Row("trade.x", "console/1");
        (row.Handled + row.Shed, row.ShedBy[ShedReason.Displaced]).ShouldBe((100, seen.Dropped));
        seen.Data.Count.ShouldBe((int)row.Handled);
        seen.Dropped.ShouldBeGreaterThan(50);
        seen.Data.TakeLast(10).ShouldBe(Enumerable.Range(90, 10).Select(static number => $"{number}"), "the newest are kept");
    });

    [Fact]
    public void A_lease_that_is_not_renewed_ends_and_nothing_is_left() => Run(async host =>
    {
        var slots = host.Services.GetRequiredService<WatchSlots>();
        await Watch(host, "one", "tick.*");
        slots.Open.ShouldBe(1);
        await host.Delay(12);
        (await Grain(host, "one").Renew()).ShouldBeTrue();
        await host.Delay(12);
        slots.Open.ShouldBe(1);
        await host.Delay(10);
        slots.Open.ShouldBe(0);
        (await host.Bus.Tell("tick.x")).Subscribers.ShouldBe(1);
        (await Grain(host, "one").Renew()).ShouldBeFalse("it must be opened again");
    });

    [Fact]
    public void Opened_again_it_is_one_watch_and_closed_it_is_none() => Run(async host =>
    {
        var slots = host.Services.GetRequiredService<WatchSlots>();
        await Watch(host, "one", "tick.*");
        var second = await Watch(host, "one", "order.*");
        slots.Open.ShouldBe(1);
        await host.Bus.Tell("tick.x", 1);
        await host.Bus.Tell("order.new", 2);
        await host.Settled();
        second.Data.ShouldBe(["2"]);
        await Grain(host, "one").Close();
        slots.Open.ShouldBe(0);
    });

    [Fact]
    public void There_is_a_bound_and_what_is_wrong_is_said() => Run(async host =>
    {
        var observer = host.Simulation.Grains.CreateObjectReference<IWatchObserver>(new Seen(host, TimeSpan.Zero));
        (await Grain(host, "x").Open(observer, new WatchRequest(["a b"]))).Problem!.ShouldContain("U+0020");
        (await Grain(host, "x").Open(observer, new WatchRequest([]))).Problem!.ShouldContain("from 1 to 100");
        (await Grain(host, "x").Open(observer, new WatchRequest(["*"], 0))).Problem!.ShouldContain("The capacity is 0");
        for (var i = 0; i < WatchSlots.Most; i++) await Watch(host, $"{i}", "*");
        (await Grain(host, "x").Open(observer, new WatchRequest(["*"]))).Problem!.ShouldContain("32 consoles watch already");
        await Grain(host, "7").Close();
        (await Grain(host, "x").Open(observer, new WatchRequest(["*"]))).Problem.ShouldBeNull();
    });

    private static IWatchGrain Grain(SimulatedHost host, string key) => host.Simulation.Grains.GetGrain<IWatchGrain>(key);

    private static Task<Seen> Watch(SimulatedHost host, string key, params ImmutableArray<string> patterns) => Watch(host, key, new WatchRequest(patterns), TimeSpan.Zero);

    private static async Task<Seen> Watch(SimulatedHost host, string key, WatchRequest request, TimeSpan pause)
    {
        var seen = new Seen(host, pause);
        (await Grain(host, key).Open(host.Simulation.Grains.CreateObjectReference<IWatchObserver>(seen), request)).Problem.ShouldBeNull();
        return seen;
    }

    private static void Run(Func<SimulatedHost, Task> body) =>
        SimulatedHost.Run(static genesis => genesis.Add("a", onEvent: static (_, _) => default, subscriptions: ["tick.*", "trade.*"]).AddComponent<Keeper>("keeper", ["order.*"]), body);

    private sealed class Seen(SimulatedHost host, TimeSpan pause) : IWatchObserver
    {
        public List<string> Data { get; } = [];

        public long Dropped { get; private set; }

        public async Task Receive(WatchBatch batch)
        {
            Dropped += batch.Dropped;
            Data.AddRange(batch.Events.Select(static happened => happened.Data.ToString()));
            if (pause > TimeSpan.Zero) await host.Simulation.Delay(pause);
        }
    }
}
