using System.Diagnostics;
using System.Globalization;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Genesis.Tests.Integration.Components;

/// <summary>A host is killed while its components change all the time.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-kill-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task After_kill_9_at_any_moment_states_are_at_most_an_interval_and_a_commit_old_and_durable_events_are_handled_once()
    {
        var random = new Random(20);
        var truth = new KillLog();
        for (var kill = 0; kill < Kills; kill++)
        {
            truth.Begins();
            using var process = KeptProcess.StartProcess(_directory, kill);
            var reading = Read(process, truth);
            // Most often in the middle of the load; now and then while it is starting.
            if (kill % 5 != 4) await truth.Loaded.WaitAsync(StartLimit, TimeProvider.System);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 300)), TimeProvider.System);
            truth.Killed();
            process.Kill();
            await process.WaitForExitAsync().InTime();
            await reading.InTime();
        }
        using var host = await KeptProcess.Start(_directory);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        for (var i = 0; i < KeptProcess.Components; i++) truth.Restored($"c-{i}", (await bus.Ask($"c-{i}", "get")).As<KeptProcess.Position>().Value);
        await EventsBalance(host, truth);
        StatesAreRecent(truth);
        await host.StopAsync();
    }

    private static void StatesAreRecent(KillLog truth)
    {
        truth.Behind.Count.ShouldBeGreaterThanOrEqualTo(Kills * KeptProcess.Components / 4);
        truth.Changes.ShouldBeGreaterThan(Kills * KeptProcess.Components);
        var behind = truth.Behind.Order().ToArray();
        var said = string.Create(CultureInfo.InvariantCulture, $"median {behind[behind.Length / 2].TotalMilliseconds:F0} ms, 95 % {behind[behind.Length * 95 / 100].TotalMilliseconds:F0} ms, most {behind[^1].TotalMilliseconds:F0} ms");
        TestContext.Current.TestOutputHelper?.WriteLine($"Behind after a kill: {said}; {truth.Changes} changes.");
        // How far behind is a figure of the machine; that a state is never further behind than what a checkpoint and one commit may take is shown in virtual time (tests/runtime/Checkpoints).
        behind[^1].ShouldBeLessThan(Eventually.Patience, said);
    }

    /// <summary>What was taken is handled, once, and all that was appended to the journal is accounted for.</summary>
    private static async Task EventsBalance(IHost host, KillLog truth)
    {
        var bus = host.Services.GetRequiredService<IComponentBus>();
        var journal = host.Services.GetRequiredService<IJournal>();
        await Eventually.True(async () => (await journal.ReadPendingCounts()).Count == 0, "every delivery to be acknowledged");
        var first = (await bus.Ask(KeptProcess.First, "get")).As<KeptProcess.Book>();
        var second = (await bus.Ask(KeptProcess.Second, "get")).As<KeptProcess.Book>();
        TestContext.Current.TestOutputHelper?.WriteLine($"{truth.Told.Count} events were taken, {first.Numbers.Count} were handled.");
        truth.Told.Count.ShouldBeGreaterThan(Kills);
        truth.Told.Except(first.Numbers).ShouldBeEmpty("taken, and lost");
        (first.Twice, second.Twice).ShouldBe((0, 0), "handled twice");
        // What was not acknowledged to the publisher may be there or not, but then everywhere.
        first.Numbers.SetEquals(second.Numbers).ShouldBeTrue("what the first told the second");
        (first.Numbers.Count - truth.Told.Count).ShouldBeLessThanOrEqualTo(Kills * KeptProcess.Tellers, "one of each publisher may have been under way at each kill");
        var figures = await journal.ReadFigures();
        figures.Select(static figure => (figure.Type, figure.Target, figure.Balances, figure.Pending)).Order()
            .ShouldBe([("fill.new", KeptProcess.Second, true, 0), ("order.new", KeptProcess.First, true, 0)]);
        figures.ShouldAllBe(figure => figure.Appended == first.Numbers.Count);
        (await host.Services.GetRequiredService<IEventRuntime>().ReadLedger()).IsBalanced.ShouldBeTrue();
    }

    private static async Task Read(Process process, KillLog truth)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[1 << 16];
        for (int read; (read = await process.StandardOutput.ReadAsync(buffer)) > 0;)
        {
            text.Append(buffer, 0, read);
            // A line that was cut off by the kill counts for nothing.
            var lines = text.ToString().Split('\n');
            text.Clear().Append(lines[^1]);
            foreach (var line in lines[..^1]) truth.Take(line);
        }
    }
}
