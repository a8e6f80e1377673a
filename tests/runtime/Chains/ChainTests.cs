using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Chains;

/// <summary>Circular, self, long and opposite chains of asks complete without waiting for a timeout, a thousand at once.</summary>
public sealed partial class ChainTests
{
    private const int AtOnce = 1000;

    // The request carries the way that is left: a>b>a.
    private static readonly Func<Scripted, ComponentRequest, ValueTask<object?>> Walk = async (self, request) =>
    {
        var way = request.Data.As<string>();
        if (way.Length == 0) return self.Self.Id;
        var parts = way.Split('>', 2);
        var outcome = await self.Self.Ask(parts[0], "walk", parts.Length == 2 ? parts[1] : "");
        return outcome.IsOk ? self.Self.Id + outcome.As<string>() : "!" + outcome.Sentence;
    };

    private static readonly string[] Ways = ["a>b>a", "b>a>b", "a>a", "a>b>c>a", "c>b>a>c", "b>b>b", "a>b>c>d>e>f>g>h>a>b>c>d>e>f>g>h>a>b>c>d"];

    [Fact]
    public async Task A_thousand_at_once_complete_in_real_time()
    {
        await using var host = await RuntimeHost.Start(Components);
        await All(host.Bus, TimeProvider.System);
    }

    [Fact]
    public async Task Components_that_ask_each_other_while_they_are_asked_complete()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis
            .Add("left", Exchange("right"))
            .Add("right", Exchange("left")));
        var asks = Enumerable.Range(0, AtOnce).Select(i => host.Bus.Ask(i % 2 == 0 ? "left" : "right", "swap").AsTask());
        foreach (var outcome in await Task.WhenAll(asks)) outcome.As<string>().ShouldBe("leaf");

        static Func<Scripted, ComponentRequest, ValueTask<object?>> Exchange(string other) =>
            async (self, request) => request.Type == "leaf" ? "leaf" : (await self.Self.Ask(other, "leaf")).As<string>();
    }

    [Fact]
    public async Task Runaway_recursion_stops_at_the_depth_and_names_the_path()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis
            .Add("ping-pong", Again("pong-ping"))
            .Add("pong-ping", Again("ping-pong")));
        var outcome = await host.Bus.Ask("ping-pong", "again");
        outcome.As<string>().ShouldContain("ping-pong.again → pong-ping.again → ping-pong.again");
        outcome.As<string>().ShouldContain("More than 32 asks wait for each other");

        static Func<Scripted, ComponentRequest, ValueTask<object?>> Again(string other) => async (self, _) =>
            await self.Self.Ask(other, "again") is var inner && inner.IsOk ? inner.As<string>() : inner.Sentence;
    }

    private static void Components(GenesisBuilder genesis)
    {
        foreach (var id in "abcdefgh") genesis.Add(id.ToString(), Walk);
    }

    private static async Task All(IComponentBus bus, TimeProvider time)
    {
        var asks = Enumerable.Range(0, AtOnce).Select(i => (Way: Ways[i % Ways.Length], Ask: Start(Ways[i % Ways.Length]))).ToArray();
        foreach (var (way, ask) in asks)
        {
            var outcome = await ask.WaitAsync(TimeSpan.FromSeconds(20), time);
            outcome.IsOk.ShouldBeTrue(outcome.Sentence);
            outcome.As<string>().ShouldBe(way.Replace(">", ""));
        }

        Task<Outcome> Start(string way)
        {
            var parts = way.Split('>', 2);
            return bus.Ask(parts[0], "walk", parts[1]).AsTask();
        }
    }
}
