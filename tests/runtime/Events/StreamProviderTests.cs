using System.Collections.Concurrent;
using Genesis.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Genesis.Tests.Runtime.Events;

/// <summary>Events on each kind of stream provider that a host may name, in real time.</summary>
public sealed class StreamProviderTests
{
    private const string Memory = "memory";

    private static readonly EventOptions Usual = new();

    /// <summary>The provider for the inboxes of components.</summary>
    public static TheoryData<string> Providers => new(Usual.InboxStreams, Memory);

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_component_gets_all_of_a_publisher_in_order(string provider)
    {
        ConcurrentDictionary<string, List<int>> seen = [];
        await using var host = await RuntimeHost.Start(
            genesis =>
            {
                foreach (var id in (string[])["one", "two", "three"])
                    genesis.Add(id, onEvent: (_, told) => Note(seen, id, told), subscriptions: "trade.*");
            }, silo => Use(silo, provider));
        const int Count = 2000;
        for (var number = 0; number < Count; number++) (await host.Bus.Tell("trade.x", number, "test")).Shed.ShouldBe(0);
        await Ended(host);
        seen.Keys.Order().ShouldBe(["one", "three", "two"]);
        foreach (var numbers in seen.Values) numbers.ShouldBe(Enumerable.Range(0, Count));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_component_that_awaits_or_throws_delays_nobody(string provider)
    {
        ConcurrentDictionary<string, List<int>> seen = [];
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await RuntimeHost.Start(
            genesis => genesis
                .Add("stuck", onEvent: async (_, told) =>
                {
                    await release.Task;
                    await Note(seen, "stuck", told);
                }, subscriptions: "trade.*")
                .Add("throwing", onEvent: static (_, _) => throw new InvalidOperationException("always"), subscriptions: "trade.*")
                .Add("quick", onEvent: (_, told) => Note(seen, "quick", told), subscriptions: "trade.*"),
            silo => Use(silo, provider));
        for (var number = 0; number < 3; number++) await host.Bus.Tell("trade.x", number, "test");
        await Until(() => Task.FromResult(seen.TryGetValue("quick", out var quick) && quick.Count == 3), () => "quick should have had all");
        seen.ShouldNotContainKey("stuck");
        release.SetResult();
        var balance = await Ended(host);
        seen["stuck"].ShouldBe([0, 1, 2]);
        balance.Row("trade.x", "throwing").DeadLettered.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Durable_events_are_handled_once_and_acknowledged(string provider)
    {
        ConcurrentDictionary<string, List<int>> seen = [];
        await using var host = await RuntimeHost.Start(
            genesis => genesis.Add("book", onEvent: (_, told) => Note(seen, "book", told), subscriptions: "order.*"), silo => Use(silo, provider));
        const int Count = 300;
        for (var number = 0; number < Count; number++) (await host.Bus.Tell("order.x", number, "test")).IsTold.ShouldBeTrue();
        var balance = await Ended(host);
        seen["book"].ShouldBe(Enumerable.Range(0, Count));
        balance.Row("order.x", "book").Handled.ShouldBe(Count);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_subscribes_to_the_stream_of_a_type_gets_its_events(string provider)
    {
        await using var host = await RuntimeHost.Start(genesis => genesis.Add("idle"), silo => Use(silo, provider));
        ConcurrentQueue<int> seen = [];
        var types = provider == Memory ? Memory : Usual.TypeStreams;
        var stream = host.Services.GetRequiredKeyedService<IStreamProvider>(types).GetStream<ComponentEvent>(StreamId.Create(ComponentEvent.Streams, "quote.x"));
        var subscription = await stream.SubscribeAsync((told, _) =>
        {
            seen.Enqueue(told.Data.As<int>());
            return Task.CompletedTask;
        });
        const int Count = 100;
        for (var number = 0; number < Count; number++) await host.Bus.Tell("quote.x", number, "test");
        await Until(() => Task.FromResult(seen.Count >= Count), () => $"{Count} quotes should have come, and {seen.Count} have");
        seen.ShouldBe(Enumerable.Range(0, Count));
        await subscription.UnsubscribeAsync();
    }

    /// <summary>Has both kinds of streams carried by a provider.</summary>
    internal static void Use(ISiloBuilder silo, string provider)
    {
        if (provider == Usual.InboxStreams) return;
        silo.AddMemoryStreams(provider).AddMemoryGrainStorage("PubSubStore");
        silo.Services.Configure<EventOptions>(options => (options.InboxStreams, options.TypeStreams) = (provider, provider));
    }

    /// <summary>Waits until every delivery has ended and all is accounted for.</summary>
    internal static async Task<LedgerBalance> Ended(RuntimeHost host)
    {
        var events = host.Services.GetRequiredService<IEventRuntime>();
        LedgerBalance balance = null!;
        await Until(
            async () =>
            {
                balance = await events.ReadLedger();
                return balance.IsBalanced && balance.Rows.All(static row => row.Queued == 0);
            },
            () => Balances.Text(balance));
        return balance;
    }

    private static async Task Until(Func<Task<bool>> holds, Func<string> otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(RuntimeHost.Patience, otherwise());
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private static ValueTask Note(ConcurrentDictionary<string, List<int>> seen, string id, ComponentEvent told)
    {
        // One handler of a component runs at a time.
        seen.GetOrAdd(id, static _ => []).Add(told.Data.As<int>());
        return default;
    }
}
