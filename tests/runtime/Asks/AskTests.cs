using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Asks;

/// <summary>Outcomes of asks.</summary>
public sealed class AskTests
{
    [Fact]
    public async Task An_answer_is_an_outcome()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis.Add("greeter", (_, request) => new($"Hello {request.Data.As<string>()}")));
        var outcome = await host.Bus.Ask("greeter", "greet", "world");
        outcome.Sentence.ShouldStartWith("greeter answered greet in");
        outcome.As<string>().ShouldBe("Hello world");
        outcome.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_that_meet_each_other_all_complete()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis
            .Add("a", async (self, request) => request.Type == "leaf" ? "a" : (await self.Self.Ask("b", "back")).As<string>() + "a")
            .Add("b", async (self, request) => request.Type == "leaf" ? "b" : (await self.Self.Ask("a", "leaf")).As<string>() + "b"));
        var asks = Enumerable.Range(0, 1000).Select(async i => await host.Bus.Ask(i % 2 == 0 ? "a" : "b", "go")).ToArray();
        foreach (var outcome in await Task.WhenAll(asks)) outcome.IsOk.ShouldBeTrue(outcome.Sentence);
    }

    [Fact]
    public async Task A_type_that_the_component_does_not_know_is_said()
    {
        await using var host = await RuntimeHost.Start(genesis => genesis.Add("greeter"));
        (await host.Bus.Ask("greeter", "sing")).Kind.ShouldBe(OutcomeKind.UnknownRequest);
        var outcome = await host.Bus.Ask("greter", "sing");
        outcome.Kind.ShouldBe(OutcomeKind.UnknownComponent);
        outcome.Sentence.ShouldContain("Did you mean greeter?");
    }

    [Fact]
    public async Task A_handler_that_ignores_its_deadline_does_not_keep_the_asker()
    {
        var never = new TaskCompletionSource<object?>();
        await using var host = await RuntimeHost.Start(genesis => genesis.Add("slow", (_, _) => new(never.Task)));
        var outcome = await host.Bus.Ask("slow", "think", timeout: TimeSpan.FromMilliseconds(50));
        outcome.Kind.ShouldBe(OutcomeKind.TimedOut);
        outcome.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(49));
        (await host.Bus.Ask("slow", "ping")).As<string>().ShouldBe("Pong desde slow");
        (await host.Bus.Ask("slow", "status")).As<ComponentStatus>().Activity.ShouldBe(Activity.Busy);
        never.SetResult("late");
    }
}
