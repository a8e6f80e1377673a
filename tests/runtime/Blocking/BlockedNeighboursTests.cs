using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Blocking;

/// <summary>Components that block, by await and by holding their thread: the others do not notice, and they themselves answer ping and status.</summary>
public sealed class BlockedNeighboursTests
{
    private const int Others = 99;

    [Fact]
    public async Task Others_keep_their_pace_and_the_blocked_ones_answer_ping_and_status()
    {
        using var release = new ManualResetEventSlim();
        var released = new TaskCompletionSource();
        await using var host = await RuntimeHost.Start(genesis =>
        {
            for (var i = 0; i < Others; i++) genesis.Add($"other-{i}", (_, request) => new(request.Data));
            for (var i = 0; i < 3; i++)
            {
                genesis.Add($"awaits-{i}", async (_, _) =>
                {
                    await released.Task;
                    return "free";
                });
                genesis.Add($"declared-{i}", (_, _) => Hold(release), new ComponentPolicies { Blocking = true });
                genesis.Add($"undeclared-{i}", (_, _) => Hold(release));
            }
        });
        var free = await Pace(host.Bus);

        string[] blocked = [.. from kind in new[] { "awaits", "declared", "undeclared" } from i in Enumerable.Range(0, 3) select $"{kind}-{i}"];
        var asks = blocked.Select(id => host.Bus.Ask(id, "block", timeout: TimeSpan.FromSeconds(20)).AsTask()).ToArray();
        foreach (var id in blocked) await Until(async () => (await Status(host, id)).Activity == Activity.Busy);
        var besideBlocked = await Pace(host.Bus);

        foreach (var id in blocked)
        {
            var ping = await host.Bus.Ask(id, "ping");
            ping.As<string>().ShouldBe($"Pong desde {id}");
            ping.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
            var status = await Status(host, id);
            status.Activity.ShouldBe(Activity.Busy);
            status.BusyWith.ShouldBe("block");
            status.BusySince.ShouldNotBeNull();
        }
        // Generous, for machines that are busy with other things: what is shown is that nobody waits for the blocked ones, which block for much longer.
        besideBlocked.ShouldBeLessThan(TimeSpan.FromMilliseconds(Math.Max(100, free.TotalMilliseconds * 5)));

        released.SetResult();
        release.Set();
        foreach (var outcome in await Task.WhenAll(asks)) outcome.As<string>().ShouldBe("free");
    }

    private static ValueTask<object?> Hold(ManualResetEventSlim release)
    {
        release.Wait(TimeSpan.FromSeconds(20));
        return new("free");
    }

    /// <summary>The 99th percentile of asks to all others.</summary>
    private static async Task<TimeSpan> Pace(IComponentBus bus)
    {
        List<TimeSpan> elapsed = [];
        for (var round = 0; round < 20; round++)
        {
            foreach (var outcome in await Task.WhenAll(Enumerable.Range(0, Others).Select(i => bus.Ask($"other-{i}", "echo", i).AsTask())))
            {
                outcome.IsOk.ShouldBeTrue(outcome.Sentence);
                elapsed.Add(outcome.Elapsed);
            }
        }
        elapsed.Sort();
        return elapsed[(int)(elapsed.Count * 0.99)];
    }

    private static async Task<ComponentStatus> Status(RuntimeHost host, string id) => (await host.Bus.Ask(id, "status")).As<ComponentStatus>();

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }
}
