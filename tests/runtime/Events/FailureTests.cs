using Genesis.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Handlers that fail: tried again by policy, then dead letters, which can be told again.</summary>
public sealed class FailureTests
{
    [Fact]
    public void A_handler_that_throws_is_tried_again_as_often_as_its_type_says()
    {
        List<string> tries = [];
        var recovers = false;
        SimulatedHost.Run(
            genesis =>
            {
                genesis.Services.Configure<EventOptions>(static options => options.Types["retried"] = new() { Retries = 2 });
                genesis.Add("listener", onEvent: (self, happened) =>
                {
                    tries.Add(happened.Id);
                    return recovers && tries.Count == 3 ? default : throw new InvalidOperationException("no");
                }, subscriptions: "retried");
            },
            async host =>
            {
                recovers = true;
                var told = await host.Bus.Tell("retried");
                (await host.Settled()).Row("retried", "listener").Handled.ShouldBe(1);
                tries.ShouldBe([told.Id, told.Id, told.Id]);

                recovers = false;
                tries.Clear();
                await host.Bus.Tell("retried");
                (await host.Settled()).Row("retried", "listener").DeadLettered.ShouldBe(1);
                tries.Count.ShouldBe(3);
            });
    }

    [Fact]
    public void A_dead_letter_says_what_happened_and_is_told_again_to_the_one_that_failed_only()
    {
        var fails = true;
        List<string> got = [];
        SimulatedHost.Run(
            genesis => genesis
                .Add("weak", onEvent: (self, happened) =>
                {
                    if (fails) throw new InvalidOperationException("I am weak");
                    got.Add($"weak {happened.Id} {happened.Source} {happened.Data.As<int>()}");
                    return default;
                }, subscriptions: ["news", "order.new"])
                .Add("strong", onEvent: (self, happened) =>
                {
                    got.Add($"strong {happened.Type}");
                    return default;
                }, subscriptions: ["news", "order.new"]),
            async host =>
            {
                var told = new Dictionary<string, string>
                {
                    ["news"] = (await host.Bus.Tell("news", 1, "door")).Id,
                    ["order.new"] = (await host.Bus.Tell("order.new", 2, "door")).Id,
                };
                await host.Settled();
                got.Order().ShouldBe(["strong news", "strong order.new"]);
                got.Clear();
                var letters = (await host.Events().DeadLetters.List()).Letters;
                letters.Count.ShouldBe(2);
                letters.ShouldAllBe(static letter => letter.Target == "weak" && letter.Attempts == 1 && letter.Reason.Contains("I am weak"));
                fails = false;
                foreach (var letter in letters) (await host.Events().Replay(letter.Number)).ShouldNotBeNull().Subscribers.ShouldBe(1);
                await host.Settled();
                got.Order().ShouldBe([.. letters.Select(letter => $"weak {told[letter.Event.Type]}~{letter.Number} door {(letter.Event.Type == "news" ? 1 : 2)}").Order()]);
                (await host.Events().DeadLetters.Count()).Kept.ShouldBe(0);
                (await host.Events().Replay(1)).ShouldBeNull();
            });
    }

    [Fact]
    public void Events_wait_while_their_component_recovers_and_leave_when_it_is_given_up()
    {
        var handled = 0;
        SimulatedHost.Run(
            genesis => genesis.Add(
                "listener",
                (self, request) =>
                {
                    self.Self.ReportFailure("on request");
                    return new((object?)null);
                },
                onEvent: async (self, happened) =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), self.Self.Time);
                    handled++;
                },
                subscriptions: "plain"),
            async host =>
            {
                for (var i = 0; i < 20; i++) await host.Bus.Tell("plain", i);
                await host.Delay(0.015);
                await host.Bus.Ask("listener", "break");
                var balance = await host.Settled();
                handled.ShouldBe(20, "the one under way was given up, and its code ran on");
                balance.Row("plain", "listener").Handled.ShouldBe(19);
                balance.Row("plain", "listener").DeadLettered.ShouldBe(1);

                await host.Simulation.Grains.GetGrain<IComponentGrain>("listener").Shutdown("for a while");
                await host.Bus.Tell("plain", 21);
            });
    }
}
