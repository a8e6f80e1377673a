using System.Globalization;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Mode;

/// <summary>The mode in real time, from the failure of a component to what every process acts by. The output has the figures; ModeTests asserts them in virtual time.</summary>
public sealed class ModeRealTimeTests(ITestOutputHelper output)
{
    private const int Rounds = 5;

    [Fact]
    public async Task A_failure_is_acted_upon_everywhere_and_one_that_recovers_is_back_with_its_state()
    {
        await using var host = await RuntimeHost.Start(
            static genesis =>
            {
                genesis.AddComponent<Counter>("counter", policies: new() { Weight = 0 });
                genesis.Add("weighty", static (_, _) => new("done"), new() { Weight = 1, Supervision = SupervisionStrategy.Restart });
            },
            static silo => silo.Services.Configure<SupervisionOptions>(static options => (options.MaxRestarts, options.RestartBaseDelay, options.MaxRestartDelay) = (100, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5))));
        using var other = new OtherProcess(host.Grains, host.Services);
        await other.Link.Start([]);
        ModeGate[] gates = [host.Services.GetRequiredService<ModeGate>(), other.Mode];

        // The first restart is at once: too short for the mode. The next ones leave time for it.
        await Fail(host, "weighty");
        await host.UntilStatus("weighty", static status => status.State == Lifecycle.Running);
        List<TimeSpan> times = [];
        for (var round = 0; round < Rounds; round++)
        {
            var acted = gates.Select(static gate => Becomes(gate, SystemMode.Emergency)).ToArray();
            var began = TimeProvider.System.GetTimestamp();
            await Fail(host, "weighty");
            await Task.WhenAll(acted).WaitAsync(RuntimeHost.Patience, TimeProvider.System, TestContext.Current.CancellationToken);
            times.Add(TimeProvider.System.GetElapsedTime(began));
            await Task.WhenAll(gates.Select(static gate => Becomes(gate, SystemMode.Normal))).WaitAsync(RuntimeHost.Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        output.WriteLine($"failure to EMERGENCY in two processes: {string.Join(", ", times.Order().Select(static time => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)))} ms");

        (await host.Bus.Ask("counter", "add")).As<int>().ShouldBe(1);
        await host.UntilStatus("counter", static status => status.CheckpointVersion > 0);
        var failed = TimeProvider.System.GetTimestamp();
        await Fail(host, "counter");
        await host.UntilStatus("counter", static status => status is { State: Lifecycle.Running, Generation: > 1 });
        (await host.Bus.Ask("counter", "get")).As<int>().ShouldBe(1);
        var back = TimeProvider.System.GetElapsedTime(failed);
        output.WriteLine($"failure to the next answer with the state: {back.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms");
        await other.Link.Stop();
    }

    private static async Task Fail(RuntimeHost host, string id) => await host.Grains.GetGrain<IComponentGrain>(id).Fail((await host.Status(id)).Generation, "the test says so");

    private static Task Becomes(ModeGate gate, SystemMode mode)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate.Changed += (_, now) =>
        {
            if (now == mode) reached.TrySetResult();
        };
        if (gate.Mode == mode) reached.TrySetResult();
        return reached.Task;
    }
}
