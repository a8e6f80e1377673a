using Genesis.Storage;
using Genesis.Tests.Runtime.Events;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Checkpoints;

/// <summary>Handlers of durable events that wait after they have changed the state: a checkpoint holds such an event whole or not at all.</summary>
public sealed class HalfHandledTests : IDisposable
{
    private readonly MemoryStores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Theory]
    [InlineData("waits")]
    [InlineData("asks")]
    public void A_kill_in_the_middle_of_a_handler_does_not_repeat_what_it_had_done(string way) => Run(way, async host =>
    {
        await host.Bus.Tell("order.new", 1);
        // Longer than the interval of checkpoints, shorter than the handler takes.
        await host.Delay(0.5);
        host.Simulation.KillSilo();
        await host.Simulation.StartSilo();
        await host.Settled();
        (await Count(host)).ShouldBe((1, 1));
    });

    [Theory]
    [InlineData("waits")]
    [InlineData("asks")]
    public void However_many_overlap_checkpoints_are_written_between_them(string way) => Run(way, async host =>
    {
        var version = 0L;
        for (var second = 0; second < 15; second++)
        {
            for (var i = 0; i < 4; i++)
            {
                await host.Bus.Tell("order.new", 1);
                await host.Delay(0.25);
            }
            if (second % 5 != 4) continue;
            var status = await host.Status("half");
            status.CheckpointVersion.ShouldBeGreaterThan(version);
            status.State.ShouldBe(Lifecycle.Running);
            version = status.CheckpointVersion;
        }
        host.Simulation.KillSilo();
        await host.Simulation.StartSilo();
        await host.Settled(200);
        (await Count(host)).ShouldBe((60, 60));
    });

    [Fact]
    public void Kills_at_random_moments_lose_and_repeat_nothing() => Run("asks", async host =>
    {
        var told = 0;
        for (var kill = 0; kill < 20; kill++)
        {
            for (var i = host.Simulation.Random.Next(1, 10); i > 0; i--, told++)
            {
                await host.Bus.Tell("order.new", 1);
                await host.Delay(host.Simulation.Random.Next(0, 600) / 1000.0);
            }
            host.Simulation.KillSilo();
            await host.Simulation.StartSilo();
        }
        await host.Settled(300);
        (await Count(host)).ShouldBe((told, told));
    });

    private static async Task<(int Begun, int Ended)> Count(SimulatedHost host) => (await host.Bus.Ask("half", "get")).As<Half.Counts>() is var counts ? (counts.Begun, counts.Ended) : default;

    private void Run(string way, Func<SimulatedHost, Task> body) => EventHost.Run(
        _stores,
        genesis => genesis
            .AddComponent<Half>("half", subscriptions: ["order.*"], settings: new Dictionary<string, string> { ["way"] = way })
            .Add("slow", static async (self, _) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(0.7), self.Self.Time);
                return null;
            }),
        body);

    private sealed class Half : Component<Half.Counts>
    {
        public sealed record Counts(int Begun, int Ended);

        protected override Counts InitialState => new(0, 0);

        protected internal override ValueTask<object?> OnRequest(ComponentRequest request) => new(State);

        protected internal override async ValueTask OnEvent(ComponentEvent happened)
        {
            State = State with { Begun = State.Begun + 1 };
            if (Context.Settings["way"] == "asks") await Context.Ask("slow", "go", timeout: TimeSpan.FromSeconds(1.8));
            else await Task.Delay(TimeSpan.FromSeconds(0.7), Context.Time);
            State = State with { Ended = State.Ended + 1 };
        }
    }
}
