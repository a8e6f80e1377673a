using System.Diagnostics;
using System.Globalization;

namespace Genesis.Tests.Integration.Components;

/// <summary>A host is killed while its components change all the time.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    // The machine that runs this has other things to do: a commit, and the process itself, may be held up.
    private static readonly TimeSpan UsualDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1.5);

    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-kill-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task After_kill_9_at_any_moment_every_component_is_at_most_an_interval_and_a_commit_behind()
    {
        var random = new Random(20);
        var truth = new KillLog();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = KeptProcess.StartProcess(_directory);
            var reading = Read(process, truth);
            // Most often in the middle of the load; now and then while it is starting.
            if (kill % 5 != 4) await truth.Running.InTime();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 400)), TimeProvider.System);
            truth.Killed();
            process.Kill();
            await process.WaitForExitAsync().InTime();
            await reading.InTime();
        }
        using (var process = KeptProcess.StartProcess(_directory))
        {
            var reading = Read(process, truth);
            await truth.Running.InTime();
            process.Kill();
            await reading.InTime();
        }
        truth.Behind.Count.ShouldBeGreaterThanOrEqualTo(Kills * KeptProcess.Components * 3 / 4);
        truth.Changes.ShouldBeGreaterThan(Kills * KeptProcess.Components);
        var behind = truth.Behind.Order().ToArray();
        var said = string.Create(CultureInfo.InvariantCulture, $"median {behind[behind.Length / 2].TotalMilliseconds:F0} ms, 95 % {behind[behind.Length * 95 / 100].TotalMilliseconds:F0} ms, most {behind[^1].TotalMilliseconds:F0} ms");
        TestContext.Current.TestOutputHelper?.WriteLine($"Behind after a kill: {said}; {truth.Changes} changes.");
        behind[behind.Length / 2].ShouldBeLessThan(Interval + UsualDelay, said);
        behind[^1].ShouldBeLessThan(Interval + LongestDelay, said);
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
