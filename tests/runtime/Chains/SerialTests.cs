using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Chains;

/// <summary>Strictly serial components: a wait that could never end is answered with its path, at once.</summary>
public sealed partial class SerialTests
{
    private static readonly ComponentPolicies Serial = new() { Serial = true };

    [Fact]
    public async Task A_cycle_in_one_chain_is_answered_with_its_path()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis.Add("a", Via("b"), Serial).Add("b", Via("c"), Serial).Add("c", Via("a"), Serial));
        var outcome = await host.Bus.Ask("a", "go");
        outcome.As<string>().ShouldContain("a.go → b.go → c.go → a.go");
    }

    [Fact]
    public async Task A_component_that_asks_itself_is_answered_at_once()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis.Add("a", Via("a"), Serial));
        (await host.Bus.Ask("a", "go")).As<string>().ShouldContain("a.go → a.go");
    }

    private static Func<Scripted, ComponentRequest, ValueTask<object?>> Via(string other, string type = "go") => async (self, _) =>
    {
        var outcome = await self.Self.Ask(other, type);
        return outcome.IsOk ? outcome.As<string>() : $"{outcome.Kind}: {outcome.Sentence}";
    };
}
