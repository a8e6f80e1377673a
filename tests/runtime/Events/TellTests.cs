using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Who gets an event, and what it carries.</summary>
public sealed class TellTests
{
    [Fact]
    public void An_event_reaches_those_who_subscribed_by_type_or_beginning()
    {
        List<string> got = [];
        SimulatedHost.Run(
            genesis => genesis
                .Add("exact", onEvent: Note(got), subscriptions: "news.local")
                .Add("beginning", onEvent: Note(got), subscriptions: "news.*")
                .Add("everything", onEvent: Note(got), subscriptions: "*")
                .Add("other", onEvent: Note(got), subscriptions: "newspaper"),
            async host =>
            {
                var told = await host.Bus.Tell("news.local", "rain", "door");
                told.Subscribers.ShouldBe(3);
                told.IsTold.ShouldBeTrue();
                await host.Settled();
                got.Where(static line => !line.Contains("component.lifecycle")).ShouldBe(["beginning news.local rain", "everything news.local rain", "exact news.local rain"], ignoreOrder: true);
            });
    }

    [Fact]
    public void Who_tells_an_event_never_gets_it()
    {
        List<string> got = [];
        SimulatedHost.Run(
            genesis => genesis
                .Add("a", async (self, _) => (await self.Self.Tell("ping.a", "hello")).Subscribers, onEvent: Note(got), subscriptions: "ping.*")
                .Add("b", async (self, _) => (await self.Self.Broadcast("ping.b", "hello")).Subscribers, onEvent: Note(got), subscriptions: "ping.*"),
            async host =>
            {
                (await host.Bus.Ask("a", "go")).As<int>().ShouldBe(1);
                (await host.Bus.Ask("b", "go")).As<int>().ShouldBe(1);
                await host.Settled();
                got.ShouldBe(["b ping.a hello", "a ping.b hello"], ignoreOrder: true);
            });
    }

    [Fact]
    public void Events_are_told_apart_by_where_they_come_from()
    {
        List<EventOrigin> got = [];
        SimulatedHost.Run(
            genesis => genesis
                .Add("teller", async (self, request) =>
                {
                    await self.Self.Tell("x.local");
                    await self.Self.Broadcast("x.external");
                    await self.Self.Tell("x.exchange", options: new TellOptions { Origin = EventOrigin.Exchange });
                    return null;
                })
                .Add("listener", onEvent: (_, happened) =>
                {
                    got.Add(happened.Origin);
                    return default;
                }, subscriptions: "x.*"),
            async host =>
            {
                await host.Bus.Ask("teller", "go");
                await host.Settled();
                got.ShouldBe([EventOrigin.Local, EventOrigin.External, EventOrigin.Exchange]);
            });
    }

    [Fact]
    public void Ids_of_what_a_handler_tells_derive_from_what_it_handles()
    {
        List<ComponentEvent> got = [];
        SimulatedHost.Run(
            genesis => genesis
                .Add("first", onEvent: async (self, _) =>
                {
                    await self.Self.Tell("second", 1);
                    await self.Self.Tell("second", 2);
                }, subscriptions: "first")
                .Add("second", onEvent: (_, happened) =>
                {
                    got.Add(happened);
                    return default;
                }, subscriptions: "second"),
            async host =>
            {
                var told = await host.Bus.Tell("first");
                await host.Settled();
                got.Select(static happened => happened.Id).ShouldBe([$"{told.Id}/1", $"{told.Id}/2"]);
                got.Select(static happened => happened.Sequence).ShouldBe([1, 2]);
                got.ShouldAllBe(static happened => happened.Epoch > 0 && happened.Source == "first");
            });
    }

    [Fact]
    public void A_new_life_of_the_host_is_a_new_epoch_of_each_source()
    {
        List<ComponentEvent> got = [];
        using var stores = new MemoryStores();
        EventHost.Run(
            stores,
            genesis => genesis
                .Add("listener", onEvent: (_, happened) =>
                {
                    got.Add(happened);
                    return default;
                }, subscriptions: "x"),
            async host =>
            {
                await host.Bus.Tell("x");
                await host.Settled();
                await host.Simulation.RestartSilo();
                await host.Bus.Tell("x");
                await host.Settled();
                got[0].Sequence.ShouldBe(1);
                got[1].Sequence.ShouldBe(1);
                got[1].Epoch.ShouldBeGreaterThan(got[0].Epoch);
            });
    }

    [Fact]
    public void A_component_subscribes_while_it_runs()
    {
        List<string> got = [];
        SimulatedHost.Run(
            genesis => genesis.Add("listener", async (self, request) =>
            {
                if (request.Type == "on") await self.Self.Subscribe("news.*");
                else await self.Self.Unsubscribe("news.*");
                return null;
            }, onEvent: Note(got)),
            async host =>
            {
                (await host.Bus.Tell("news.a")).Subscribers.ShouldBe(0);
                await host.Bus.Ask("listener", "on");
                (await host.Bus.Tell("news.b", "b")).Subscribers.ShouldBe(1);
                await host.Settled();
                await host.Bus.Ask("listener", "off");
                (await host.Bus.Tell("news.c")).Subscribers.ShouldBe(0);
                got.ShouldBe(["listener news.b b"]);
            });
    }

    private static Func<Scripted, ComponentEvent, ValueTask> Note(List<string> notes) => (self, happened) =>
    {
        notes.Add($"{self.Self.Id} {happened.Type} {(happened.Type.StartsWith("component", StringComparison.Ordinal) ? "" : happened.Data.As<string>())}");
        return default;
    };
}
