using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Events for one component alone, and handlers that take events of one origin.</summary>
public sealed class TargetTests
{
    [Fact]
    public void An_event_for_one_component_reaches_it_alone_subscribed_or_not()
    {
        List<string> got = [];
        SimulatedHost.Run(
            genesis => genesis
                .Add("wanted", onEvent: (_, happened) => Note("wanted", happened))
                .Add("subscribed", onEvent: (_, happened) => Note("subscribed", happened), subscriptions: ["news", "*"]),
            async host =>
            {
                (await host.Bus.Tell("news", 1, options: new TellOptions { Only = "wanted" })).Subscribers.ShouldBe(1);
                (await host.Bus.Tell("news", 2)).Subscribers.ShouldBe(1);
                // What its socket sends under its own name is for it.
                (await host.Bus.Tell("news", 3, source: "wanted", options: new TellOptions { Only = "wanted", Origin = EventOrigin.Exchange })).Subscribers.ShouldBe(1);
                (await host.Bus.Tell("order.x", 4, options: new TellOptions { Only = "wanted" })).Subscribers.ShouldBe(1, "a durable one");
                var balance = await host.Settled();
                got.Where(static line => line.StartsWith('w')).ShouldBe(["wanted news 1 External", "wanted news 3 Exchange", "wanted order.x 4 External"], ignoreOrder: true);
                got.Where(static line => line.StartsWith('s')).ShouldBe(["subscribed news 2 External"]);
                balance.Row("news", "wanted").Handled.ShouldBe(2);
                balance.Row("order.x", "wanted").Handled.ShouldBe(1);
            });

        ValueTask Note(string who, ComponentEvent happened)
        {
            got.Add($"{who} {happened.Type} {happened.Data.As<int>()} {happened.Origin}");
            return default;
        }
    }

    [Fact]
    public void An_event_for_a_component_that_is_not_there_is_refused() => SimulatedHost.Run(
        genesis => genesis.Add("listener", onEvent: static (_, _) => default, subscriptions: ["*"]),
        async host =>
        {
            (await host.Bus.Tell("news", options: new TellOptions { Only = "listner" })).ShouldBe(
                new TellResult("", 0, "There is no component listner to tell news to. Did you mean listener?"));
            (await host.Bus.Tell("news", options: new TellOptions { Only = "listener" })).IsTold.ShouldBeTrue();
            await host.Components.Remove("listener");
            (await host.Bus.Tell("news", options: new TellOptions { Only = "listener" })).IsTold.ShouldBeFalse();
        });

    [Fact]
    public void A_component_that_is_registered_again_gets_what_is_for_it_alone()
    {
        var got = 0;
        SimulatedHost.Run(
            genesis => genesis.Add("listener", onEvent: (_, _) =>
            {
                got++;
                return default;
            }),
            async host =>
            {
                var options = new TellOptions { Only = "listener" };
                var registration = host.Components.List().Single();
                await host.Bus.Tell("news", options: options);
                await host.Settled();
                for (var round = 2; round < 5; round++)
                {
                    await host.Components.Remove("listener");
                    await host.Components.Register(registration);
                    await host.Bus.Tell("news", options: options);
                    await host.Bus.Tell("news", options: options);
                    await host.Settled();
                    got.ShouldBe(round * 2 - 1);
                }
            });
    }

    [Fact]
    public void In_emergency_what_is_for_one_component_is_shed_like_the_rest() => SimulatedHost.Run(
        genesis => genesis.Add("listener", onEvent: static (_, _) => default),
        async host =>
        {
            host.Mode.Set(SystemMode.Emergency);
            (await host.Bus.Tell("news", options: new TellOptions { Only = "listener" })).IsTold.ShouldBeFalse();
            (await host.Events().ReadLedger()).Rows.Single(static row => row.Type == "news").ShedBy[ShedReason.Mode].ShouldBe(1);
        });

    [Fact]
    public void A_handler_of_one_origin_gets_no_other() => SimulatedHost.Run(
        static _ => { },
        async host =>
        {
            var bus = host.Services.GetRequiredService<EventBus>();
            List<string> outward = [], all = [];
            bus.Subscribe("*", Into(outward), origin: EventOrigin.External);
            bus.Subscribe("*", Into(all));
            await bus.Start();
            foreach (var origin in Enum.GetValues<EventOrigin>())
                (await host.Bus.Tell("news", origin, options: new TellOptions { Origin = origin })).Subscribers.ShouldBe(origin == EventOrigin.External ? 2 : 1);
            await host.Settled();
            outward.ShouldBe(["news External"]);
            all.ShouldBe(["news Local", "news External", "news Exchange"]);
        });

    [Fact]
    public void A_listener_gets_each_event_once_however_many_patterns_fit() => SimulatedHost.Run(
        static _ => { },
        async host =>
        {
            var bus = host.Services.GetRequiredService<EventBus>();
            List<string> got = [];
            var listener = bus.Listen(Into(got), "door", EventOrigin.Local);
            await bus.Start();
            (await bus.Emit("trade.a", null, "somebody")).Subscribers.ShouldBe(0);
            listener.Add("trade.*");
            listener.Add("*");
            await bus.Emit("trade.b", null, "somebody");
            await host.Bus.Tell("trade.c", options: new TellOptions { Origin = EventOrigin.Exchange });
            await bus.Emit("trade.d", null, "door");
            listener.Remove("*");
            await bus.Emit("trade.e", null, "somebody");
            await bus.Emit("other", null, "somebody");
            await host.Settled();
            listener.Dispose();
            (await bus.Emit("trade.f", null, "somebody")).Subscribers.ShouldBe(0);
            got.ShouldBe(["trade.b Local", "trade.e Local"]);
            Should.Throw<ObjectDisposedException>(() => listener.Add("*"));
            listener.Remove("trade.*");
        });

    private static Func<ComponentEvent, ValueTask> Into(List<string> list) => happened =>
    {
        list.Add($"{happened.Type} {happened.Origin}");
        return default;
    };
}
