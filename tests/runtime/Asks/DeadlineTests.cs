using Genesis.Simulations;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Asks;

/// <summary>Deadlines travel down a chain, and nothing keeps an asker past its own.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public void A_nested_ask_gets_at_most_what_is_left()
    {
        List<TimeSpan> remaining = [];
        Func<Scripted, ComponentRequest, ValueTask<object?>> Spend(string? next) => async (self, request) =>
        {
            lock (remaining) remaining.Add(request.Remaining);
            await Task.Delay(TimeSpan.FromMilliseconds(300), self.Self.Time);
            return next is null ? "done" : (await self.Self.Ask(next, "spend", timeout: TimeSpan.FromSeconds(5))).Kind.ToString();
        };
        Simulation.Run(1, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", Spend("b")).Add("b", Spend("c")).Add("c", Spend(null))), async simulation =>
        {
            (await RuntimeHost.BusOf(simulation.Services).Ask("a", "spend", timeout: TimeSpan.FromSeconds(1))).IsOk.ShouldBeTrue();
            remaining.Select(left => Math.Round(left.TotalMilliseconds)).ShouldBe([1000, 690, 380]);
        });
    }

    [Fact]
    public void Below_a_component_that_hangs_everybody_hears_of_it_in_time_to_answer()
    {
        Simulation.Run(2, silo => RuntimeHost.Configure(silo, genesis => genesis
            .Add("a", async (self, _) => (await self.Self.Ask("b", "go")).Kind.ToString())
            .Add("b", async (self, request) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(60), self.Self.Time, request.Cancellation);
                return null;
            })), async simulation =>
        {
            var outcome = await RuntimeHost.BusOf(simulation.Services).Ask("a", "go", timeout: TimeSpan.FromMilliseconds(500));
            outcome.As<string>().ShouldBe(nameof(OutcomeKind.TimedOut));
            simulation.Elapsed.ShouldBe(TimeSpan.FromMilliseconds(490), TimeSpan.FromMilliseconds(2));
        });
    }

    [Fact]
    public void The_token_of_the_handler_fires_at_the_deadline()
    {
        TimeSpan? fired = null;
        Simulation.Run(3, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", async (self, request) =>
        {
            var began = self.Self.Time.GetTimestamp();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, self.Self.Time, request.Cancellation);
            }
            finally
            {
                fired = self.Self.Time.GetElapsedTime(began);
            }
            return null;
        })), async simulation =>
        {
            (await RuntimeHost.BusOf(simulation.Services).Ask("a", "go", timeout: TimeSpan.FromMilliseconds(200))).Kind.ShouldBe(OutcomeKind.TimedOut);
            await simulation.Delay(TimeSpan.FromMilliseconds(10));
            fired.ShouldNotBeNull().ShouldBe(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(2));
        });
    }

    [Fact]
    public void A_late_result_is_discarded_and_counted()
    {
        Simulation.Run(4, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", async (self, _) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), self.Self.Time);
            return "late";
        })), async simulation =>
        {
            var bus = RuntimeHost.BusOf(simulation.Services);
            (await bus.Ask("a", "go", timeout: TimeSpan.FromMilliseconds(200))).Kind.ShouldBe(OutcomeKind.TimedOut);
            (await bus.Ask("a", "status")).As<ComponentStatus>().Activity.ShouldBe(Activity.Busy);
            await simulation.Delay(TimeSpan.FromSeconds(1));
            var status = (await bus.Ask("a", "status")).As<ComponentStatus>();
            status.LateResults.ShouldBe(1);
            status.Activity.ShouldBe(Activity.Idle);
        });
    }

    [Fact]
    public void Requests_wait_for_their_turn_and_no_longer_than_their_deadline()
    {
        Simulation.Run(5, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", async (self, request) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), self.Self.Time);
            return request.Data.As<int>();
        })), async simulation =>
        {
            var bus = RuntimeHost.BusOf(simulation.Services);
            var asks = Enumerable.Range(0, 5).Select(i => bus.Ask("a", "go", i, TimeSpan.FromSeconds(1)).AsTask()).ToArray();
            var outcomes = await Task.WhenAll(asks);
            outcomes.Select(outcome => outcome.Kind).ShouldBe([OutcomeKind.Ok, OutcomeKind.Ok, OutcomeKind.Ok, OutcomeKind.TimedOut, OutcomeKind.TimedOut]);
            outcomes[2].As<int>().ShouldBe(2);
        });
    }
}
