using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Handlers instead of components: the older bus' shape.</summary>
public sealed class EventBusTests
{
    [Fact]
    public void Handlers_subscribe_get_events_and_leave() => SimulatedHost.Run(
        genesis => genesis.Add("teller", async (self, _) => (await self.Self.Tell("news.a", "from a component")).Subscribers),
        async host =>
        {
            var bus = host.Services.GetRequiredService<EventBus>();
            List<string> got = [];
            ValueTask Handle(ComponentEvent happened)
            {
                got.Add($"{happened.Source}: {happened.Data.As<string>()}");
                return default;
            }

            bus.Subscribe("news.*", Handle, priority: 5, componentId: "me");
            await bus.Emit("news.a", "waits for the start", "somebody");
            await host.Delay(0.01);
            got.ShouldBeEmpty();
            await bus.Start();
            await bus.Emit("news.b", "not to the emitter", "me");
            (await host.Bus.Ask("teller", "go")).As<int>().ShouldBe(1);
            await host.Settled();
            got.ShouldBe(["somebody: waits for the start", "teller: from a component"]);
            bus.Unsubscribe("news.*", Handle).ShouldBeTrue();
            bus.Unsubscribe("news.*", Handle).ShouldBeFalse();
            (await bus.Emit("news.c", null, "somebody")).Subscribers.ShouldBe(0);
        });

    [Fact]
    public void What_a_handler_fails_at_is_a_dead_letter_and_others_go_on() => SimulatedHost.Run(
        _ => { },
        async host =>
        {
            var bus = host.Services.GetRequiredService<EventBus>();
            var handled = 0;
            bus.Subscribe("x", happened => happened.Data.As<int>() % 2 == 0 ? throw new InvalidOperationException("odd") : Count());
            await bus.Start();
            for (var i = 0; i < 10; i++) await bus.Emit("x", i, "somebody");
            var row = (await host.Settled()).Row("x", "unknown/1");
            (row.Handled, row.DeadLettered).ShouldBe((5, 5));
            handled.ShouldBe(5);
            (await host.Events().DeadLetters.List()).Letters.Count.ShouldBe(5);

            ValueTask Count()
            {
                handled++;
                return default;
            }
        });
}
