using System.Collections.Concurrent;
using Genesis.Tests.Runtime.Fixture;

namespace Genesis.Tests.Runtime.Blocking;

/// <summary>Components that block, by await and by holding their thread: the others do not notice, and they themselves answer ping and status.</summary>
public sealed class BlockedNeighboursTests(ITestOutputHelper output)
{
    private const int Others = 99;
    private const int Rounds = 20;

    // As long as an ask may take.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    // How long each event took from its telling to its handler.
    private readonly ConcurrentBag<TimeSpan> _events = [];

    [Fact]
    public async Task Others_keep_their_pace_and_the_blocked_ones_answer_ping_and_status()
    {
        using var release = new ManualResetEventSlim();
        var released = new TaskCompletionSource();
        await using var host = await RuntimeHost.Start(genesis =>
        {
            for (var i = 0; i < Others; i++) genesis.Add($"other-{i}", (_, request) => new(request.Data), onEvent: Note, subscriptions: "tick");
            for (var i = 0; i < 3; i++)
            {
                genesis.Add($"awaits-{i}", async (_, _) =>
                {
                    await released.Task;
                    return "free";
                }, subscriptions: "tick");
                genesis.Add($"declared-{i}", (_, _) => Hold(release), new ComponentPolicies { Blocking = true }, subscriptions: "tick");
                genesis.Add($"undeclared-{i}", (_, _) => Hold(release), subscriptions: "tick");
            }
        });
        var (free, freeEvents) = (await Pace(host.Bus), await EventPace(host.Bus));

        string[] blocked = [.. from kind in new[] { "awaits", "declared", "undeclared" } from i in Enumerable.Range(0, 3) select $"{kind}-{i}"];
        var asks = blocked.Select(id => host.Bus.Ask(id, "block", timeout: Longest).AsTask()).ToArray();
        foreach (var id in blocked) await Until(async () => (await Status(host, id)).Activity == Activity.Busy);
        var (besideBlocked, eventsBesideBlocked) = (await Pace(host.Bus), await EventPace(host.Bus));
        output.WriteLine($"p99 of requests {free} and {besideBlocked}, of events {freeEvents} and {eventsBesideBlocked}");

        foreach (var id in blocked)
        {
            var ping = await host.Bus.Ask(id, "ping");
            ping.As<string>().ShouldBe($"Pong desde {id}");
            var status = await Status(host, id);
            status.Activity.ShouldBe(Activity.Busy);
            status.BusyWith.ShouldBe("block");
            status.BusySince.ShouldNotBeNull();
        }
        // Nobody has waited for the blocked ones: they block still. The output says how long the others took.
        asks.ShouldAllBe(static ask => !ask.IsCompleted);

        released.SetResult();
        release.Set();
        foreach (var outcome in await Task.WhenAll(asks)) outcome.As<string>().ShouldBe("free");
    }

    private static ValueTask<object?> Hold(ManualResetEventSlim release)
    {
        release.Wait(RuntimeHost.Patience);
        return new("free");
    }

    private ValueTask Note(Scripted self, ComponentEvent happened)
    {
        _events.Add(TimeProvider.System.GetElapsedTime(happened.Data.As<long>()));
        return default;
    }

    /// <summary>The 99th percentile of events to all others; the blocked ones have subscribed to them too.</summary>
    private async Task<TimeSpan> EventPace(IComponentBus bus)
    {
        _events.Clear();
        for (var round = 1; round <= Rounds; round++)
        {
            await bus.Tell("tick", TimeProvider.System.GetTimestamp());
            var told = round * Others;
            await Until(() => Task.FromResult(_events.Count >= told));
        }
        return _events.Order().ElementAt((int)(_events.Count * 0.99));
    }

    /// <summary>The 99th percentile of asks to all others.</summary>
    private static async Task<TimeSpan> Pace(IComponentBus bus)
    {
        List<TimeSpan> elapsed = [];
        for (var round = 0; round < Rounds; round++)
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
        using var limit = new CancellationTokenSource(RuntimeHost.Patience, TimeProvider.System);
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }
}
