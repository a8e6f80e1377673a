using System.Collections.Concurrent;
using Genesis.Tests.Runtime.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace Genesis.Tests.Runtime.Asks;

/// <summary>The component that is asked goes while asks are on their way: each runs once or, where the component was stopped, is told so.</summary>
public sealed class LocalPathMoveTests
{
    private const int Askers = 8;
    private const int Changes = 20;

    private readonly ConcurrentDictionary<int, int> _runs = new();
    private int _asked;
    private volatile bool _over;

    [Theory, MemberData(nameof(LocalPathTests.OnAndOff), MemberType = typeof(LocalPathTests))]
    public async Task Its_activation_ends(bool local)
    {
        await using var host = await LocalPathTests.Start(local, Target);
        await Change(host, () => host.Grains.GetGrain<IComponentGrain>("target").AsReference<IGrainManagementExtension>().DeactivateOnIdle().AsTask());
    }

    [Theory, MemberData(nameof(LocalPathTests.OnAndOff), MemberType = typeof(LocalPathTests))]
    public async Task It_is_replaced(bool local)
    {
        await using var host = await LocalPathTests.Start(local, Target);
        var components = host.Services.GetRequiredService<IComponents>();
        await Change(host, async () => (await components.Register(components.List().Single(static one => one.Id == "target"))).Accepted.ShouldBeTrue());
    }

    [Theory, MemberData(nameof(LocalPathTests.OnAndOff), MemberType = typeof(LocalPathTests))]
    public async Task It_is_removed_and_registered_again(bool local)
    {
        await using var host = await LocalPathTests.Start(local, Target);
        var components = host.Services.GetRequiredService<IComponents>();
        var registration = components.List().Single(static one => one.Id == "target");
        await Change(host, async () =>
        {
            (await components.Remove("target")).Accepted.ShouldBeTrue();
            (await components.Register(registration)).Accepted.ShouldBeTrue();
        });
    }

    [Theory, MemberData(nameof(LocalPathTests.OnAndOff), MemberType = typeof(LocalPathTests))]
    public async Task Events_are_handled_once_and_in_order_or_counted_as_shed(bool local)
    {
        ConcurrentQueue<int> handled = [];
        await using var host = await LocalPathTests.Start(local, genesis => genesis.Add("target", onEvent: (_, told) =>
        {
            handled.Enqueue(told.Data.As<int>());
            return default;
        }, subscriptions: "trade.*"));
        var publishing = Task.Run(async () =>
        {
            // Publishers of trades wait for room.
            for (var number = 0; !_over; number++, Interlocked.Increment(ref _asked)) await host.Bus.Tell("trade.x", number, "test");
        });
        for (var (i, seen) = (0, 0); i < Changes; i++, seen = Volatile.Read(ref _asked))
        {
            await Until(() => Volatile.Read(ref _asked) > seen + 100);
            await host.Grains.GetGrain<IComponentGrain>("target").AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }
        _over = true;
        await publishing;
        var row = (await StreamProviderTests.Ended(host)).Row("trade.x", "target");
        handled.ShouldBe(handled.Distinct().Order());
        (handled.Count, row.Handled + row.Shed).ShouldBe(((int)row.Handled, row.Published));
        handled.Count.ShouldBeGreaterThan(Changes * 50);
    }

    // What the counts show that do not come from the target's own state: that one goes with it.
    private void Target(GenesisBuilder genesis) => genesis
        .Add("target", (_, request) =>
        {
            _runs.AddOrUpdate(request.Data.As<int>(), 1, static (_, runs) => runs + 1);
            return new(true);
        })
        .Add("relay", static async (self, request) =>
        {
            var outcome = await self.Self.Ask("target", "count", request.Data);
            return outcome.IsOk ? "ok" : $"{outcome.Kind}: {outcome.Sentence}";
        });

    private async Task Change(RuntimeHost host, Func<Task> change)
    {
        // Half of the askers are outside, the other half ask through a component.
        var asking = Enumerable.Range(0, Askers).Select(asker => Task.Run(() => Ask(host.Bus, through: asker % 2 == 1))).ToArray();
        var answered = 0L;
        for (var i = 0; i < Changes; i++)
        {
            // Asks are under way at each change.
            await Until(() => Volatile.Read(ref _asked) > answered + 100);
            await change();
            answered = Volatile.Read(ref _asked);
        }
        _over = true;
        var kinds = (await Task.WhenAll(asking)).SelectMany(static kinds => kinds).ToLookup(static one => one.Kind, static one => (one.Number, one.Sentence));
        kinds[OutcomeKind.Ok].ShouldNotBeEmpty();
        foreach (var (number, _) in kinds[OutcomeKind.Ok]) _runs.GetValueOrDefault(number).ShouldBe(1, $"Ask {number} was answered.");
        foreach (var kind in kinds.Where(static kind => kind.Key != OutcomeKind.Ok))
        {
            new[] { OutcomeKind.Unavailable, OutcomeKind.UnknownComponent }.ShouldContain(kind.Key, kind.First().Sentence);
            foreach (var (number, _) in kind) _runs.GetValueOrDefault(number).ShouldBe(0, $"Ask {number} was refused: {kind.Key}.");
        }
        host.Bus.Waits.ShouldBeEmpty();
        (await host.Bus.Ask("target", "count", -1)).IsOk.ShouldBeTrue();
    }

    private async Task<List<(OutcomeKind Kind, int Number, string Sentence)>> Ask(IComponentBus bus, bool through)
    {
        List<(OutcomeKind, int, string)> ended = [];
        while (!_over)
        {
            var number = Interlocked.Increment(ref _asked);
            var outcome = await bus.Ask(through ? "relay" : "target", "count", number);
            if (through && outcome.IsOk && outcome.As<string>() is not "ok" and var inner) ended.Add((Enum.Parse<OutcomeKind>(inner.Split(':')[0]), number, inner));
            else ended.Add((outcome.Kind, number, outcome.Sentence));
        }
        return ended;
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            tries.ShouldBeLessThan(20_000);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
