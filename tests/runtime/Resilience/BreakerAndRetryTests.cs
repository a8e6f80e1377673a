using System.Collections.Immutable;
using Genesis.Resilience;
using Genesis.Simulations;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Resilience;

/// <summary>Breaker and retries as askers see them.</summary>
public sealed class BreakerAndRetryTests
{
    private static readonly ComponentPolicies Idempotent = new()
    {
        Requests = ImmutableDictionary<string, RequestPolicy>.Empty.Add("read", new RequestPolicy { Idempotent = true }),
    };

    [Fact]
    public void The_breaker_opens_after_three_failures_and_one_probe_closes_it()
    {
        var (calls, broken) = (0, true);
        Simulation.Run(1, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", async (self, _) =>
        {
            calls++;
            // So slow that the asker's deadline is what fails: a handler that throws would fail the component too.
            if (broken) await Task.Delay(TimeSpan.FromMilliseconds(150), self.Self.Time);
            return "ok";
        })), async simulation =>
        {
            var bus = RuntimeHost.BusOf(simulation.Services);
            ValueTask<Outcome> Ask() => bus.Ask("a", "go", timeout: TimeSpan.FromMilliseconds(100));
            for (var i = 0; i < 3; i++)
            {
                (await Ask()).Kind.ShouldBe(OutcomeKind.TimedOut);
                await simulation.Delay(TimeSpan.FromMilliseconds(100));
            }
            var refused = await Ask();
            refused.Kind.ShouldBe(OutcomeKind.CircuitOpen);
            refused.Attempts.ShouldBe(0);
            refused.RetryAfter.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
            calls.ShouldBe(3);

            await simulation.Delay(TimeSpan.FromSeconds(10));
            var probes = await Task.WhenAll(Ask().AsTask(), Ask().AsTask(), Ask().AsTask());
            probes.Select(outcome => outcome.Kind).ShouldBe([OutcomeKind.TimedOut, OutcomeKind.CircuitOpen, OutcomeKind.CircuitOpen], ignoreOrder: true);
            calls.ShouldBe(4);

            broken = false;
            await simulation.Delay(TimeSpan.FromSeconds(10));
            (await Ask()).IsOk.ShouldBeTrue();
            (await Ask()).IsOk.ShouldBeTrue();
        });
    }

    [Fact]
    public void An_idempotent_request_is_tried_again_until_it_succeeds()
    {
        var calls = 0;
        Simulation.Run(2, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", (_, _) => ++calls < 3 ? throw new TransientException("not yet") : new("ok"), Idempotent)), async simulation =>
        {
            var outcome = await RuntimeHost.BusOf(simulation.Services).Ask("a", "read");
            outcome.IsOk.ShouldBeTrue(outcome.Sentence);
            outcome.Attempts.ShouldBe(3);
            // 0.1 s and 0.2 s with jitter.
            outcome.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));
        });
    }

    [Fact]
    public void Other_requests_are_never_tried_again()
    {
        var calls = 0;
        Simulation.Run(3, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", (_, _) =>
        {
            calls++;
            throw new TransientException("not yet");
        }, Idempotent)), async simulation =>
        {
            var outcome = await RuntimeHost.BusOf(simulation.Services).Ask("a", "order");
            outcome.Kind.ShouldBe(OutcomeKind.Failed);
            outcome.Attempts.ShouldBe(1);
            calls.ShouldBe(1);
        });
    }

    [Fact]
    public void Retries_end_at_the_deadline()
    {
        Simulation.Run(4, silo => RuntimeHost.Configure(silo, genesis => genesis.Add("a", async (self, request) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(30), self.Self.Time, request.Cancellation);
            return null;
        }, Idempotent)), async simulation =>
        {
            var outcome = await RuntimeHost.BusOf(simulation.Services).Ask("a", "read", timeout: TimeSpan.FromMilliseconds(700));
            outcome.Kind.ShouldBe(OutcomeKind.TimedOut);
            outcome.Elapsed.ShouldBe(TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(2));
        });
    }

    [Fact]
    public void Retries_never_exceed_their_budget()
    {
        var calls = 0;
        Simulation.Run(5, silo =>
        {
            // Nothing else shall stop the asks: neither the breaker nor supervision.
            silo.Services.Configure<SupervisionOptions>(options => options.MaxConsecutiveFailures = 1_000_000);
            silo.Services.Configure<ResilienceOptions>(options => options.Breaker.Failures = 1000);
            RuntimeHost.Configure(silo, genesis => genesis.Add("a", (_, _) =>
            {
                calls++;
                throw new TransientException("never");
            }, Idempotent));
        }, async simulation =>
        {
            var bus = RuntimeHost.BusOf(simulation.Services);
            const int Asks = 600;
            await Task.WhenAll(Enumerable.Range(0, Asks).Select(_ => bus.Ask("a", "read").AsTask()));
            (calls - Asks).ShouldBeGreaterThan(Asks / 10);
            (calls - Asks).ShouldBeLessThanOrEqualTo((int)(Asks * 0.2));
        });
    }
}
