using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Genesis.Resilience;
using Genesis.Simulations;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Asks;

/// <summary>What can be read of asks: reports of the ways to components, and metrics.</summary>
public sealed class RouteReportTests
{
    private static readonly ComponentPolicies Idempotent = new()
    {
        Requests = ImmutableDictionary<string, RequestPolicy>.Empty.Add("read", new RequestPolicy { Idempotent = true }),
    };

    [Fact]
    public void A_report_counts_outcomes_and_says_why_the_breaker_is_open() => Simulation.Run(1, Configure, async simulation =>
    {
        var bus = RuntimeHost.BusOf(simulation.Services);
        (await bus.Ask("a", "read")).IsOk.ShouldBeTrue();
        (await bus.Ask("a", "read")).IsOk.ShouldBeTrue();
        await FailFourTimes(bus, simulation);

        var report = bus.Routes.ShouldHaveSingleItem();
        report.Target.ShouldBe("a");
        report.Breaker.ShouldBe(BreakerState.Open);
        report.BreakerReason.ShouldBe("3 consecutive asks failed.");
        report.BreakerRefused.ShouldBe(1);
        report.UnderWay.ShouldBe(0);
        report.Concurrency.Unit.ShouldBe("asks");
        var (hang, read) = (report.Requests[0], report.Requests[1]);
        hang.Outcomes.ShouldBe(new Dictionary<OutcomeKind, long> { [OutcomeKind.TimedOut] = 3, [OutcomeKind.CircuitOpen] = 1 });
        hang.Count.ShouldBe(4);
        (read.Type, read.Idempotent, read.Count).ShouldBe(("read", true, 2));
    });

    [Fact]
    public void An_attempt_timeout_that_adapted_says_why() => Simulation.Run(2, Configure, async simulation =>
    {
        var bus = RuntimeHost.BusOf(simulation.Services);
        for (var i = 0; i < 400; i++)
        {
            await bus.Ask("a", "read");
            await simulation.Delay(TimeSpan.FromMilliseconds(100));
        }
        var timeout = bus.Routes.ShouldHaveSingleItem().Requests.ShouldHaveSingleItem().AttemptTimeout;
        timeout.Value.ShouldBeLessThan(timeout.Before.ShouldNotBeNull());
        timeout.Why.ShouldNotBeNull().ShouldContain("attempts took at most");
        timeout.ChangedAt.ShouldNotBeNull();
    });

    [Fact]
    public void Whoever_listens_gets_figures_by_outcome()
    {
        var counts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Simulation.Run(3, Configure, async simulation =>
        {
            var factory = simulation.Services.GetRequiredService<IMeterFactory>();
            using var listener = new MeterListener
            {
                InstrumentPublished = (instrument, self) =>
                {
                    if (instrument.Name.StartsWith("genesis.", StringComparison.Ordinal) && ReferenceEquals(instrument.Meter.Scope, factory)) self.EnableMeasurementEvents(instrument);
                },
            };
            void Count(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            {
                var key = tags.Length == 0 ? name : $"{name} {tags[0].Value}";
                counts[key] = counts.GetValueOrDefault(key) + value;
            }
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
            listener.Start();

            var bus = RuntimeHost.BusOf(simulation.Services);
            await bus.Ask("a", "read");
            await bus.Ask("nobody", "read");
            await FailFourTimes(bus, simulation);
            var slow = bus.Ask("b", "hang");
            listener.RecordObservableInstruments();
            await slow;
        });
        counts["genesis.asks ok"].ShouldBe(2);
        counts["genesis.asks unknown_component"].ShouldBe(1);
        counts["genesis.asks circuit_open"].ShouldBe(1);
        counts["genesis.asks timed_out"].ShouldBe(3);
        counts["genesis.asks.under_way"].ShouldBe(1);
        counts["genesis.breakers.open"].ShouldBe(1);
        counts["genesis.breakers.changes open"].ShouldBe(1);
        counts["genesis.asks.duration timed_out"].ShouldBe(0.15, 0.01);
    }

    private static async Task FailFourTimes(IComponentBus bus, Simulation simulation)
    {
        for (var i = 0; i < 4; i++)
        {
            (await bus.Ask("a", "hang", timeout: TimeSpan.FromMilliseconds(50))).IsOk.ShouldBeFalse();
            await simulation.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static void Configure(ISiloBuilder silo) => RuntimeHost.Configure(silo, static genesis => genesis.Add("a", Answer, Idempotent).Add("b", Answer));

    private static async ValueTask<object?> Answer(Scripted self, ComponentRequest request)
    {
        // Later than its asker waits, and no failure of the component's.
        if (request.Type == "hang") await Task.Delay(TimeSpan.FromMilliseconds(60), self.Self.Time);
        return "ok";
    }
}
