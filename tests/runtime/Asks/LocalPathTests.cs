using System.Diagnostics;
using Genesis.Resilience;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Asks;

/// <summary>Asks with and without the local path end alike.</summary>
public sealed class LocalPathTests
{
    private const int AtOnce = 1000;

    public static TheoryData<bool> OnAndOff => new(true, false);

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task Asks_are_counted_by_their_way(bool local)
    {
        await using var host = await Start(local, static genesis => genesis.Add("echo", static (_, request) => new(request.Data)));
        await Settle(host, "echo");
        var before = host.Bus.LocalPath;
        for (var i = 0; i < AtOnce; i++) (await host.Bus.Ask("echo", "echo", i)).As<int>().ShouldBe(i);
        var (after, made) = (host.Bus.LocalPath, (long)AtOnce);
        (after.Local - before.Local, after.GrainCalls - before.GrainCalls).ShouldBe(local ? (made, 0L) : (0L, made));
        if (local) after.P50.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_setting_may_change_while_asks_are_under_way()
    {
        var settings = new ChangingSettings<ResilienceOptions>(static options => options.LocalPath = true);
        await using var host = await RuntimeHost.Start(static genesis => genesis.Add("echo", static async (_, request) =>
        {
            await Task.Yield();
            return request.Data;
        }), settings.AddTo);
        await Settle(host, "echo");
        var rounds = 0;
        var asking = Enumerable.Range(0, 4).Select(asker => Task.Run(async () =>
        {
            for (var i = 0; Volatile.Read(ref rounds) < 20 || i < AtOnce; i++) (await host.Bus.Ask("echo", "echo", i)).As<int>().ShouldBe(i);
        })).ToArray();
        for (var on = false; rounds < 20; on = !on)
        {
            var now = on;
            settings.Change(options => options.LocalPath = now);
            // Both ways are taken, each for a while.
            var before = host.Bus.LocalPath;
            long Passed() => now ? host.Bus.LocalPath.Local - before.Local : host.Bus.LocalPath.GrainCalls - before.GrainCalls;
            while (Passed() < 100 && !asking.Any(static one => one.IsFaulted)) await Task.Yield();
            Interlocked.Increment(ref rounds);
        }
        await Task.WhenAll(asking);
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task Handlers_run_in_the_context_of_their_own_grain(bool local)
    {
        IGrainContextAccessor? accessor = null;
        await using var host = await Start(local, genesis => genesis
            .Add("outer", async (self, _) =>
            {
                var before = Where();
                var inner = (await self.Self.Ask("inner", "where")).As<string>();
                return $"{before} {inner} {Where()}";
            })
            .Add("inner", (_, _) => new(Where())));
        accessor = host.Services.GetRequiredService<IGrainContextAccessor>();
        await Settle(host, "outer", "inner");
        (await host.Bus.Ask("outer", "where")).As<string>().ShouldBe("outer inner outer");
        Where().ShouldBe("no turn", "The asker goes on outside of all grains.");

        string Where() => TaskScheduler.Current == TaskScheduler.Default ? "no turn" : accessor?.GrainContext?.GrainId.Key.ToString() ?? "nowhere";
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task A_request_context_goes_along_and_stays_with_its_request(bool local)
    {
        await using var host = await Start(local, static genesis => genesis
            .Add("outer", static async (self, request) =>
            {
                if (request.Type == "busy") await Task.Yield();
                var inner = await self.Self.Ask("inner", request.Type);
                return $"{RequestContext.Get("who")}/{inner.As<string>()}";
            })
            .Add("inner", static async (_, request) =>
            {
                var seen = RequestContext.Get("who") as string ?? "nobody";
                // Neither the asker nor the next request sees this.
                RequestContext.Set("who", "somebody else");
                if (request.Type == "busy") await Task.Yield();
                return seen;
            }));
        await Settle(host, "outer", "inner");
        var asks = Enumerable.Range(0, AtOnce).Select(i => Task.Run(async () =>
        {
            if (i % 3 > 0) RequestContext.Set("who", $"asker {i}");
            var outcome = await host.Bus.Ask("outer", i % 2 == 0 ? "busy" : "quick");
            return (Expected: i % 3 > 0 ? $"asker {i}/asker {i}" : "/nobody", Answer: outcome.IsOk ? outcome.As<string>() : outcome.Sentence, Left: RequestContext.Get("who") as string);
        })).ToArray();
        foreach (var (expected, answer, left) in await Task.WhenAll(asks))
        {
            answer.ShouldBe(expected);
            (left ?? "").ShouldBe(expected.Split('/')[0]);
        }
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task A_trace_goes_through_all_handlers_of_a_chain(bool local)
    {
        using var source = new ActivitySource("Genesis.Tests.LocalPath");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Genesis.Tests.LocalPath" || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await Start(
            local,
            static genesis => genesis
                .Add("outer", static async (self, _) => $"{System.Diagnostics.Activity.Current?.TraceId} {(await self.Self.Ask("inner", "trace")).As<string>()}")
                .Add("inner", static (_, _) => new($"{System.Diagnostics.Activity.Current?.TraceId}")),
            static silo => silo.AddActivityPropagation());
        await Settle(host, "outer", "inner");
        for (var i = 0; i < 20; i++)
        {
            using var span = source.StartActivity("ask").ShouldNotBeNull();
            (await host.Bus.Ask("outer", "trace")).As<string>().ShouldBe($"{span.TraceId} {span.TraceId}");
            System.Diagnostics.Activity.Current.ShouldBe(span);
        }
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task Time_that_is_up_is_told_at_once_and_the_handler_is_cancelled(bool local)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<object?>();
        await using var host = await Start(local, genesis => genesis
            .Add("outer", static async (self, _) => (await self.Self.Ask("slow", "think", timeout: TimeSpan.FromMilliseconds(100))).Kind)
            .Add("slow", (_, request) =>
            {
                request.Cancellation.Register(() => cancelled.TrySetResult());
                return new(never.Task);
            })
            .Add("queue", (_, _) => new(never.Task)));
        await Settle(host, "outer", "slow", "queue");
        var outcome = await host.Bus.Ask("outer", "think");
        outcome.Sentence.ShouldStartWith("outer answered");
        outcome.As<OutcomeKind>().ShouldBe(OutcomeKind.TimedOut);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        // The first one holds the component, the others wait behind it.
        var asks = Enumerable.Range(0, 15).Select(_ => host.Bus.Ask("queue", "think", timeout: TimeSpan.FromMilliseconds(200)).AsTask()).ToArray();
        foreach (var ended in await Task.WhenAll(asks))
        {
            ended.Kind.ShouldBe(OutcomeKind.TimedOut, ended.Sentence);
            ended.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(199));
        }
        host.Bus.Waits.ShouldBeEmpty();
        never.SetResult("late");
        // Answers that come late reach nobody, and operations that serve again are not theirs.
        (await host.Bus.Ask("slow", "ping")).As<string>().ShouldBe("Pong desde slow");
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task An_attempt_that_takes_too_long_is_followed_by_another_and_its_answer_is_thrown_away(bool local)
    {
        var (runs, first) = (0, new TaskCompletionSource<object?>());
        await using var host = await Start(
            local,
            genesis => genesis.Add("flaky", (_, request) => request.Type == "warm" ? new(true) : Interlocked.Increment(ref runs) switch
            {
                1 => new(first.Task),
                2 => throw new TransientException("Not yet."),
                var run => new(run),
            }, new ComponentPolicies { Requests = ComponentPolicies.Default.Requests.SetItem("get", new RequestPolicy { Idempotent = true }) }),
            static silo => silo.Services.PostConfigure<ResilienceOptions>(static options => options.AttemptTimeout = new() { Adaptive = false, Min = TimeSpan.FromMilliseconds(100), Max = TimeSpan.FromMilliseconds(100) }));
        await Settle(host, "flaky");
        var ask = host.Bus.Ask("flaky", "get", timeout: TimeSpan.FromSeconds(10)).AsTask();
        // The component is busy with the first attempt until that ends.
        while (host.Bus.Routes.Single(static route => route.Target == "flaky").RetriesGranted == 0) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        first.SetResult("late");
        var outcome = await ask;
        outcome.As<int>().ShouldBe(3, outcome.Sentence);
        outcome.Attempts.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task A_thousand_circles_and_opposite_chains_complete(bool local)
    {
        await using var host = await Start(local, static genesis => genesis.Add("a", Walk).Add("b", Walk).Add("c", Walk));
        await Settle(host, "a", "b", "c");
        string[] ways = ["aba", "bab", "aa", "bbb", "abca", "cbac", "abcabcabcabc"];
        var asks = Enumerable.Range(0, AtOnce).Select(async i =>
        {
            var way = ways[i % ways.Length];
            return (way, Outcome: await host.Bus.Ask(way[..1], "walk", way[1..]));
        }).ToArray();
        foreach (var (way, outcome) in await Task.WhenAll(asks)) (outcome.IsOk ? outcome.As<string>() : outcome.Sentence).ShouldBe(way);
        host.Bus.Waits.ShouldBeEmpty();

        static async ValueTask<object?> Walk(Scripted self, ComponentRequest request)
        {
            var way = request.Data.As<string>();
            if (way.Length == 0) return self.Self.Id;
            var outcome = await self.Self.Ask(way[..1], "walk", way[1..]);
            return outcome.IsOk ? self.Self.Id + outcome.As<string>() : outcome.Sentence;
        }
    }

    [Theory, MemberData(nameof(OnAndOff))]
    public async Task Opposite_chains_of_serial_components_are_answered_with_their_path(bool local)
    {
        var serial = new ComponentPolicies { Serial = true };
        await using var host = await Start(local, genesis => genesis.Add("a", Across("b"), serial).Add("b", Across("a"), serial));
        await Settle(host, "a", "b");
        for (var i = 0; i < 50; i++)
        {
            Outcome[] outcomes = await Task.WhenAll(host.Bus.Ask("a", "cross").AsTask(), host.Bus.Ask("b", "cross").AsTask());
            foreach (var outcome in outcomes)
            {
                outcome.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
                outcome.As<string>().ShouldBeOneOf("leaf", nameof(OutcomeKind.CycleDetected));
            }
        }

        static Func<Scripted, ComponentRequest, ValueTask<object?>> Across(string other) => async (self, request) =>
        {
            if (request.Type == "leaf") return "leaf";
            var outcome = await self.Self.Ask(other, "leaf");
            return outcome.IsOk ? outcome.As<string>() : outcome.Kind.ToString();
        };
    }

    [Fact]
    public async Task Asks_of_one_asker_arrive_in_order_however_many_there_are()
    {
        List<int> arrived = [];
        await using var host = await Start(local: true, genesis => genesis.Add("list", (_, request) =>
        {
            if (request.Type == "add") arrived.Add(request.Data.As<int>());
            return new(true);
        }));
        await Settle(host, "list");
        for (var from = 0; from < 20 * AtOnce; from += 15)
            await Task.WhenAll(Enumerable.Range(from, 15).Select(i => host.Bus.Ask("list", "add", i).AsTask()));
        arrived.ShouldBe(Enumerable.Range(0, arrived.Count));
        arrived.Count.ShouldBeGreaterThanOrEqualTo(20 * AtOnce);
    }

    // Deadlines are long: machines that run tests may have other things to do.
    internal static Task<RuntimeHost> Start(bool local, Action<GenesisBuilder> configure, Action<ISiloBuilder>? silo = null) => RuntimeHost.Start(configure, orleans =>
    {
        orleans.Services.PostConfigure<ResilienceOptions>(options => (options.LocalPath, options.Deadlines.Standard) = (local, TimeSpan.FromSeconds(20)));
        silo?.Invoke(orleans);
    });

    // The first ask activates a component; from then on there is a local path.
    private static async Task Settle(RuntimeHost host, params string[] components)
    {
        foreach (var id in components) await host.Grains.GetGrain<IComponentGrain>(id).Start();
    }
}
