using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Hosting;

/// <summary>The example that the owner's first document ends with: two components, a ping from one to the other, an event to all but who told it.</summary>
public sealed class OriginExampleTests
{
    [Fact]
    public async Task Comp1_pings_comp2_and_broadcasts_to_it()
    {
        await using var host = await RuntimeHost.Start(static genesis => genesis
            .AddComponent<TestComponent>("comp1", subscriptions: ["test_event"])
            .AddComponent<TestComponent>("comp2", subscriptions: ["test_event"]));

        var response = await host.Bus.Ask("comp2", "ping", new { data = "hello" }, source: "comp1");
        response.As<string>().ShouldBe("Pong desde comp2");

        (await host.Bus.Tell("test_event", new { value = 42 }, source: "comp1")).Subscribers.ShouldBe(1);
        await host.UntilStatus("comp2", static status => status.Events == 1);
        (await host.Bus.Ask("comp2", "received")).As<string[]>().ShouldBe(["test_event {\"value\":42} comp1"]);
        (await host.Bus.Ask("comp1", "received")).As<string[]>().ShouldBeEmpty();
        (await host.Bus.Ask("comp2", "sing")).Kind.ShouldBe(OutcomeKind.UnknownRequest);
    }

    [Fact]
    public async Task Ping_and_status_are_answered_while_its_handler_is_busy()
    {
        await using var host = await RuntimeHost.Start(static genesis => genesis.AddComponent<TestComponent>("comp1"));
        using var free = new SemaphoreSlim(0);
        TestComponent.Free = free;
        var busy = host.Bus.Ask("comp1", "wait").AsTask();
        await host.UntilStatus("comp1", static status => status is { Activity: Activity.Busy, BusyWith: "wait", BusySince: not null });
        (await host.Bus.Ask("comp1", "ping")).As<string>().ShouldBe("Pong desde comp1");
        free.Release();
        (await busy).IsOk.ShouldBeTrue();
        await host.UntilStatus("comp1", static status => status is { Activity: Activity.Idle, BusySince: null });
    }

    /// <summary>As there, but for the ping, which the runtime answers.</summary>
    public sealed class TestComponent : Component
    {
        private readonly List<string> _received = [];

        public static SemaphoreSlim? Free { get; set; }

        protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
        {
            if (request.Type == "wait") await Free!.WaitAsync(request.Cancellation);
            return request.Type switch
            {
                "received" => _received,
                "wait" => true,
                _ => ComponentRequest.Unknown,
            };
        }

        protected internal override ValueTask OnEvent(ComponentEvent happened)
        {
            _received.Add($"{happened.Type} {happened.Data} {happened.Source}");
            return default;
        }
    }
}
