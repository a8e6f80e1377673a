using Genesis.Tests.Runtime.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Operations;

/// <summary>What operators do and see through their grains.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void An_ask_goes_through_the_bus_and_comes_back_with_its_outcome() => Run(async host =>
    {
        var answer = await Operator(host).Ask("a", "hello", Payload.FromJson("""{"x":1}"""), null, "me");
        answer.ToOutcome().As<string>().ShouldBe("me asked hello with {\"x\":1}");
        var unknown = await Operator(host).Ask("b", "hello", Payload.Empty, null, "me");
        unknown.ToOutcome().Sentence.ShouldBe("There is no component b. Did you mean a?");
        var late = await Operator(host).Ask("a", "wait", Payload.Empty, TimeSpan.FromMilliseconds(50), "me");
        (late.Reply.Kind, late.Elapsed.TotalMilliseconds).ShouldBe((OutcomeKind.TimedOut, 50));
    });

    [Fact]
    public void An_event_is_told_to_all_or_to_one() => Run(async host =>
    {
        (await Operator(host).Tell(new TellCommand("tick.x", Payload.FromJson("1")))).Subscribers.ShouldBe(1);
        (await Operator(host).Tell(new TellCommand("other", Payload.FromJson("2")) { Only = "a", Key = "k", Source = "me" })).Subscribers.ShouldBe(1);
        (await Operator(host).Tell(new TellCommand("nobody", Payload.Empty))).Subscribers.ShouldBe(0);
        var ledger = await host.Settled();
        ledger.Row("tick.x", "a").Handled.ShouldBe(1);
        (await Operator(host).GetLedger()).Rows.Length.ShouldBe(ledger.Rows.Length);
        await Should.ThrowAsync<ArgumentException>(() => Operator(host).Tell(new TellCommand("a b", Payload.Empty)));
    });

    [Fact]
    public void Waits_and_routes_are_those_of_the_silo() => Run(async host =>
    {
        var asking = host.Bus.Ask("outer", "relay");
        await host.Delay(0.01);
        (await Operator(host).GetWaits()).Select(static wait => $"{wait.ComponentId} {wait.Target}.{wait.Type}").ShouldContain("outer a.wait");
        (await asking).IsOk.ShouldBeTrue();
        var route = (await Operator(host).GetRoutes()).Single(static one => one.Target == "a");
        route.Requests.Single(static one => one.Type == "wait").Outcomes[OutcomeKind.TimedOut].ShouldBe(1);
    });

    [Fact]
    public void A_glance_shows_everything_and_what_needs_attention_first() => Run(async host =>
    {
        for (var i = 0; i < 3; i++) await host.Bus.Ask("a", "hello");
        await host.Bus.Tell("tick.x");
        host.Services.GetRequiredService<IFaults>().Inject(new Fault { Kind = FaultKind.Slow, Component = "a" });
        await host.Simulation.Grains.GetGrain<IComponentGrain>("outer").Shutdown("test");
        await host.Simulation.Grains.GetGrain<IComponentGrain>("outer").Restart("test");
        await host.Settled();
        var glance = await Operator(host).Look(100);
        glance.Components[0].Status.Id.ShouldBe("a");
        (glance.Components[0].Asked, glance.Components[0].Answered).ShouldBe((3, 3));
        (glance.Total, glance.Faults, glance.System.Components).ShouldBe((glance.Components.Length, 1, 3));
        glance.Asks[OutcomeKind.Ok].ShouldBe(3);
        glance.Deliveries.Handled.ShouldBe(1);
        (await Operator(host).Look(1)).Components.Length.ShouldBe(1);
    });

    [Fact]
    public void Components_are_found_registered_restarted_released_and_removed() => Run(async host =>
    {
        var components = Components(host);
        (await components.GetNames("", 100)).ShouldBe(["a", "counter", "outer"]);
        (await components.GetNames("co", 100)).ShouldBe(["counter"]);
        (await components.Find("nobody")).ShouldBeNull();
        (await components.Nearest("countr")).ShouldBe("counter");
        (await components.Register(new ComponentRegistration { Id = "second", Type = "Counter" })).Accepted.ShouldBeTrue();
        (await components.Register(new ComponentRegistration { Id = "third", Type = "Countr" })).Problems.Single().ShouldContain("Did you mean Counter?");
        var details = (await components.Find("second")).ShouldNotBeNull();
        (details.Status.State, details.Registration.Type).ShouldBe((Lifecycle.Running, "Counter"));
        details.Changes.Select(static change => change.To).ShouldBe([Lifecycle.Starting, Lifecycle.Running]);

        (await components.Restart("second", "test")).Sentence.ShouldBe("second is restarted from its last checkpoint.");
        (await components.Restart("secnd", "test")).ShouldBe(new OperationResult(false, "There is no component secnd. Did you mean second?"));
        (await components.Release("second", "test")).Sentence.ShouldContain("not quarantined");
        for (var i = 0; i < 6; i++)
        {
            await host.UntilState("second", Lifecycle.Running, 40);
            host.Services.GetRequiredService<IFaults>().Inject(new Fault { Kind = FaultKind.Kill, Component = "second" });
            await host.Delay(0.01);
        }
        await host.UntilState("second", Lifecycle.Quarantined, 40);
        (await components.Release("second", "test")).Sentence.ShouldStartWith("second is released from quarantine and restarted.");
        await host.UntilState("second", Lifecycle.Running);
        (await components.Remove("second", "test")).IsDone.ShouldBeTrue();
        (await components.Remove("second", "test")).IsDone.ShouldBeFalse();
    });

    [Fact]
    public void Versions_of_checkpoints_are_listed_and_read() => Run(async host =>
    {
        for (var i = 0; i < 5; i++)
        {
            await host.Bus.Ask("counter", "add");
            await host.Delay(1);
        }
        var list = await Components(host).GetCheckpoints("counter");
        list.Versions.Select(static one => one.Version).ShouldBe([5, 4, 3]);
        list.Versions.ShouldAllBe(static one => one.IsSound && one.Size > 0 && one.ComponentType == "Counter" && one.Generation == 1 && one.StateVersion == 1);
        var content = await Components(host).ReadCheckpoint("counter", 4);
        content.Content!.ToString().ShouldContain("\"ComponentType\":\"Counter\"");
        (await Components(host).ReadCheckpoint("counter", null)).Version.ShouldBe(5);
        (await Components(host).ReadCheckpoint("counter", 1)).Problem.ShouldBe("Of counter these versions are kept: 5, 4, 3.");
        (await Components(host).GetCheckpoints("a")).Problem!.ShouldStartWith("a has no checkpoint");
        (await Components(host).GetCheckpoints("countr")).Problem.ShouldBe("There is no component countr. Did you mean counter?");
    });

    [Fact]
    public void Dead_letters_are_paged_shown_replayed_and_removed() => Run(async host =>
    {
        for (var i = 0; i < 3; i++) await host.Bus.Tell("tick.fail", i);
        await host.Settled();
        var letters = host.Simulation.Grains.GetGrain<IDeadLetterGrain>(IOperatorGrain.Key);
        var first = await letters.List(null, null, null, 2);
        (first.Kept, first.Letters.Length).ShouldBe((3, 2));
        var second = await letters.List("a", "tick.fail", first.NextBefore, 2);
        second.Letters.Length.ShouldBe(1);
        var letter = second.Letters[0];
        (letter.Target, letter.Event.Type, letter.Event.Data.ToString(), letter.Attempts).ShouldBe(("a", "tick.fail", "0", 1));
        (await letters.List("b", null, null, 2)).Letters.ShouldBeEmpty();
        (await letters.Find(letter.Number)).ShouldNotBeNull();
        (await letters.Replay(letter.Number)).Sentence.ShouldStartWith($"Letter {letter.Number} is told again to a");
        (await letters.Find(letter.Number)).ShouldBeNull();
        (await letters.Replay(letter.Number)).Sentence.ShouldStartWith($"There is no dead letter {letter.Number}.");
        (await letters.Remove(first.Letters[0].Number)).IsDone.ShouldBeTrue();
        (await letters.Remove(first.Letters[0].Number)).IsDone.ShouldBeFalse();
        await host.Components.Remove("a");
        (await letters.Replay(first.Letters[1].Number)).Sentence.ShouldContain("which is not registered");
    });

    [Fact]
    public void Faults_come_and_go() => Run(async host =>
    {
        var faults = host.Simulation.Grains.GetGrain<IFaultsGrain>(IOperatorGrain.Key);
        var injected = await faults.Inject(new Fault { Kind = FaultKind.Slow, Component = "a" });
        (await faults.List()).Single().Number.ShouldBe(injected.Status!.Number);
        (await faults.Clear(injected.Status.Number)).ShouldBeTrue();
        (await faults.Inject(new Fault { Kind = FaultKind.Slow, Component = "x" })).IsInjected.ShouldBeFalse();
        (await faults.ClearAll()).ShouldBe(0);
    });

    private static IOperatorGrain Operator(SimulatedHost host) => host.Simulation.Grains.GetGrain<IOperatorGrain>(IOperatorGrain.Key);

    private static IComponentsGrain Components(SimulatedHost host) => host.Simulation.Grains.GetGrain<IComponentsGrain>(IOperatorGrain.Key);

    private static void Run(Func<SimulatedHost, Task> body) => SimulatedHost.Run(
        static genesis => genesis
            .Add("a", Answer, onEvent: Hear, subscriptions: "tick.*")
            .Add("outer", static async (self, _) =>
            {
                await self.Self.Ask("a", "wait", timeout: TimeSpan.FromMilliseconds(100));
                return "done";
            })
            .AddComponent<Counter>("counter"),
        body);

    private static async ValueTask<object?> Answer(Scripted self, ComponentRequest request)
    {
        if (request.Type == "wait") await Task.Delay(TimeSpan.FromSeconds(1), self.Self.Time, request.Cancellation);
        return $"{request.Source} asked {request.Type} with {request.Data}";
    }

    private static ValueTask Hear(Scripted self, ComponentEvent happened) => happened.Type == "tick.fail" ? throw new InvalidOperationException("on request") : default;
}
