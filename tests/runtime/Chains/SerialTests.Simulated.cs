using Genesis.Simulations;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Chains;

public sealed partial class SerialTests
{
    [Fact]
    public void Independent_chains_that_cross_are_found() => Crossing(mixed: false);

    [Fact]
    public void Chains_that_cross_through_components_that_are_not_serial_are_found() => Crossing(mixed: true);

    private static void Crossing(bool mixed)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            Simulation.Run(seed, silo => RuntimeHost.Configure(silo, genesis =>
            {
                // Each takes its serial component first and then asks for the other's.
                genesis.Add("a", Then(mixed ? "x" : "b"), Serial).Add("b", Then(mixed ? "y" : "a"), Serial);
                genesis.Add("x", Via("b", "leaf")).Add("y", Via("a", "leaf"));
            }), async simulation =>
            {
                var bus = RuntimeHost.BusOf(simulation.Services);
                var outcomes = await Task.WhenAll(bus.Ask("a", "go").AsTask(), bus.Ask("b", "go").AsTask());
                simulation.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(50));
                var texts = outcomes.Select(outcome => outcome.As<string>()).ToArray();
                texts.Count(text => text.Contains("CycleDetected", StringComparison.Ordinal)).ShouldBe(1, string.Join(" | ", texts));
            });
        }

        // Lets the other chain take its component, then asks.
        Func<Scripted, ComponentRequest, ValueTask<object?>> Then(string other) => async (self, request) =>
        {
            if (request.Type != "go") return "leaf";
            await Task.Delay(TimeSpan.FromMilliseconds(1), self.Self.Time);
            var outcome = await self.Self.Ask(other, mixed ? "go" : "leaf");
            return outcome.IsOk ? outcome.As<string>() : $"{outcome.Kind}: {outcome.Sentence}";
        };
    }
}
