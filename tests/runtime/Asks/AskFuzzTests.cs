using System.Collections.Immutable;
using Genesis.Resilience;
using Genesis.Simulations;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Asks;

/// <summary>Asks of all kinds at once: each ends once, in time, with its own answer.</summary>
public sealed class AskFuzzTests
{
    private const string Ids = "abcdef";

    [Fact]
    public void Every_ask_ends_in_time_with_its_own_answer()
    {
        for (var seed = 1; seed <= 60; seed++) Run(seed);
    }

    private static void Run(long seed) => Simulation.Run(seed, silo =>
    {
        silo.Services.Configure<SupervisionOptions>(options => options.MaxConsecutiveFailures = 1_000_000);
        silo.Services.Configure<ResilienceOptions>(options =>
        {
            options.Breaker.Failures = 20;
            options.AttemptTimeout.Max = TimeSpan.FromMilliseconds(80);
            options.AttemptTimeout.Min = TimeSpan.FromMilliseconds(20);
        });
        RuntimeHost.Configure(silo, genesis =>
        {
            foreach (var id in Ids) genesis.Add(id.ToString(), Handle, new ComponentPolicies
            {
                Serial = id == 'f',
                Requests = ImmutableDictionary<string, RequestPolicy>.Empty.Add("read", new RequestPolicy { Idempotent = true }),
            });
        });
    }, async simulation =>
    {
        var (bus, random) = (RuntimeHost.BusOf(simulation.Services), simulation.Random);
        var asks = Enumerable.Range(0, 150).Select(async i =>
        {
            await simulation.Delay(TimeSpan.FromMilliseconds(random.Next(500)));
            var timeout = TimeSpan.FromMilliseconds(random.Next(20, 400));
            var outcome = await bus.Ask(Ids[random.Next(Ids.Length)].ToString(), random.Next(2) == 0 ? "read" : "do", $"{i}|3", timeout);
            if (outcome.IsOk) outcome.As<string>().ShouldBe($"{i}|3");
            outcome.Elapsed.ShouldBeLessThanOrEqualTo(timeout + TimeSpan.FromMilliseconds(5));
            return outcome.Kind;
        }).ToArray();
        var kinds = await Task.WhenAll(asks);
        kinds.Count(kind => kind == OutcomeKind.Ok).ShouldBeGreaterThan(5);
        // What handlers still ask whose askers are gone ends with its own deadline.
        await simulation.Delay(TimeSpan.FromSeconds(2));
        bus.Waits.ShouldBeEmpty();
    });

    private static async ValueTask<object?> Handle(Scripted self, ComponentRequest request)
    {
        var (token, random) = (request.Data.As<string>(), self.Self.Random);
        var left = token[^1] - '0';
        if (random.Next(4) == 0) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), self.Self.Time);
        if (random.Next(20) == 0) throw new TransientException("chance");
        if (left == 0) return token;
        var asks = Enumerable.Range(0, random.Next(1, 3)).Select(async n =>
        {
            var inner = $"{token}.{n}|{left - 1}";
            var outcome = await self.Self.Ask(Ids[random.Next(Ids.Length)].ToString(), random.Next(2) == 0 ? "read" : "do", inner);
            if (outcome.IsOk && outcome.As<string>() != inner) throw new InvalidOperationException($"Asked {inner} and got {outcome.As<string>()}");
        });
        await Task.WhenAll(asks);
        return token;
    }
}
