using Genesis.Simulations;
using Genesis.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.TestKit;

/// <summary>The kit with which users test their components.</summary>
public sealed class ComponentKitTests
{
    [Fact]
    public void A_component_is_asked_and_its_state_is_seen() => ComponentTest.Run<Buyer>(async kit =>
    {
        kit.Other("risk").Answers("check", data => data.As<Order>().Amount <= 10);
        (await kit.Ask("buy", new Order("BTC-USDT", 3))).As<bool>().ShouldBeTrue();
        (await kit.Ask("buy", new Order("BTC-USDT", 30))).As<bool>().ShouldBeFalse();
        kit.State<Bought>().ShouldBe(new Bought(3));
        kit.Asked.Select(asked => (asked.Target, asked.Type, asked.As<Order>().Amount)).ShouldBe([("risk", "check", 3m), ("risk", "check", 30m)]);
        kit.Other("risk").WasAsked.Count.ShouldBe(2);
        kit.Status.Requests.ShouldBe(2);
    });

    [Fact]
    public void It_begins_with_settings_policies_and_a_state() => ComponentTest.Run<Buyer>(
        new ComponentTestOptions
        {
            Id = "buyer",
            State = new Bought(5),
            Settings = { ["factor"] = "2" },
            Policies = new() { Serial = true },
            Before = kit => kit.Other("risk").Answers("check", true),
        },
        async kit =>
        {
            (await kit.Ask("buy", new Order("BTC-USDT", 3))).IsOk.ShouldBeTrue();
            kit.State<Bought>().ShouldBe(new Bought(11));
            kit.Status.Id.ShouldBe("buyer");
        });

    [Fact]
    public void A_state_of_an_older_version_is_upgraded() => ComponentTest.Run<Buyer>(
        new ComponentTestOptions { State = new { sum = 7 }, StateVersion = 0 },
        kit =>
        {
            kit.State<Bought>().ShouldBe(new Bought(7));
            return Task.CompletedTask;
        });

    [Fact]
    public void Others_are_slow_silent_failing_and_down_as_the_test_says() => ComponentTest.Run<Buyer>(async kit =>
    {
        var risk = kit.Other("risk");
        risk.Answers("check", true, after: TimeSpan.FromSeconds(1.5));
        var before = kit.Elapsed;
        (await kit.Ask("buy", new Order("X", 1))).IsOk.ShouldBeTrue();
        (kit.Elapsed - before).ShouldBe(TimeSpan.FromSeconds(1.5));

        risk.IsSilent("check");
        before = kit.Elapsed;
        // The buyer hears of it a little before its own time is over, and says so.
        (await kit.Ask("buy", new Order("X", 1), TimeSpan.FromSeconds(1))).Sentence.ShouldContain("risk did not answer check");
        (kit.Elapsed - before).ShouldBe(TimeSpan.FromMilliseconds(990), TimeSpan.FromMilliseconds(2));

        risk.Fails("check", "no limits are known");
        (await kit.Ask("why", new Order("X", 1))).As<string>().ShouldBe("risk failed at check: no limits are known");
        risk.Is(Lifecycle.Quarantined);
        (await kit.Ask("why", new Order("X", 1))).As<string>().ShouldBe("risk is quarantined and does not answer check. The test says so.");
        risk.Is(Lifecycle.Running).Answers("check", true);
        (await kit.Ask("buy", new Order("X", 1))).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void What_the_test_did_not_script_says_how_to() => ComponentTest.Run<Buyer>(async kit =>
    {
        (await kit.Ask("why", new Order("X", 1))).As<string>().ShouldStartWith("There is no component risk.");
        kit.Other("risk");
        (await kit.Ask("why", new Order("X", 1))).As<string>().ShouldEndWith("kit.Other(\"risk\").Answers(\"check\", …).");
    });

    [Fact]
    public void The_state_is_kept_and_comes_back() => ComponentTest.Run<Buyer>(async kit =>
    {
        kit.Other("risk").Answers("check", true);
        (await kit.Checkpoint()).ShouldBeNull();
        await kit.Ask("buy", new Order("X", 1));
        await kit.Advance(TimeSpan.FromMilliseconds(151));
        (await kit.Kept<Bought>()).ShouldBe(new Bought(1));

        // Within the interval, and the host is killed: this one is lost.
        await kit.Ask("buy", new Order("X", 1));
        await kit.Kill();
        kit.State<Bought>().ShouldBe(new Bought(1));

        await kit.Ask("buy", new Order("X", 5));
        await kit.Restart();
        kit.State<Bought>().ShouldBe(new Bought(6));

        await kit.Ask("buy", new Order("X", 1));
        var generation = kit.Status.Generation;
        await kit.Advance(TimeSpan.FromSeconds(1));
        await kit.Fail();
        kit.State<Bought>().ShouldBe(new Bought(7));
        kit.Status.Generation.ShouldBeGreaterThan(generation);
    });

    [Fact]
    public void A_store_that_fails_degrades_and_heals() => ComponentTest.Run<Buyer>(async kit =>
    {
        kit.Other("risk").Answers("check", true);
        kit.BreakStore("No space left on device");
        await kit.Ask("buy", new Order("X", 1));
        await kit.Advance(TimeSpan.FromSeconds(1));
        kit.Status.State.ShouldBe(Lifecycle.Degraded);
        kit.Status.CheckpointProblem!.ShouldContain("No space left on device");
        kit.BreakStore(null);
        await kit.Advance(TimeSpan.FromSeconds(20));
        kit.Status.State.ShouldBe(Lifecycle.Running);
        (await kit.Kept<Bought>()).ShouldBe(new Bought(1));
    });

    [Fact]
    public void The_same_seed_is_the_same_run_and_a_day_takes_no_time()
    {
        ulong Hash(long seed) => ComponentTest.Run<Buyer>(new ComponentTestOptions { Seed = seed }, async kit =>
        {
            kit.Other("risk").Answers("check", true, after: TimeSpan.FromMilliseconds(10));
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => kit.Ask("buy", new Order("X", i))));
            await kit.Advance(TimeSpan.FromDays(1));
        }).TraceHash;

        Hash(3).ShouldBe(Hash(3));
        Hash(3).ShouldNotBe(Hash(4));
    }

    [Fact]
    public void A_failing_test_says_its_seed()
    {
        var failure = Should.Throw<SimulationException>(() => ComponentTest.Run<Buyer>(new ComponentTestOptions { Seed = 42 }, _ => throw new InvalidDataException("wrong")));
        failure.Message.ShouldContain("seed 42");
        failure.InnerException.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public void The_component_gets_what_its_constructor_needs() => ComponentTest.Run<Greeter>(
        new ComponentTestOptions { Services = services => services.AddSingleton(new Words("Hello")) },
        async kit => (await kit.Ask("greet")).As<string>().ShouldBe("Hello"));

    [Fact]
    public void Events_reach_it_by_its_subscriptions_and_what_it_tells_is_written_down() => ComponentTest.Run<Teller>(
        new ComponentTestOptions { Subscriptions = { "price.*" } },
        async kit =>
        {
            (await kit.Tell("price.btc", 5)).Subscribers.ShouldBe(1);
            (await kit.Tell("volume.btc", 5)).Subscribers.ShouldBe(0);
            await kit.Other("market").Tell("price.eth", 7);

            kit.Told.Select(told => (told.Type, told.As<string>(), told.Options?.Key)).ShouldBe([("seen", "external price.btc of test", "price.btc"), ("seen", "local price.eth of market", "price.eth")]);
            kit.Broadcast.Select(told => told.As<int>()).ShouldBe([5, 7]);
            kit.State<Bought>().Amount.ShouldBe(12);
            kit.Status.Events.ShouldBe(2);
            kit.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        });

    [Fact]
    public void A_handler_that_throws_fails_the_event_and_not_the_component() => ComponentTest.Run<Teller>(
        new ComponentTestOptions { Subscriptions = { "price.*" } },
        async kit =>
        {
            await kit.Tell("price.btc", "no number");
            await kit.Tell("price.btc", -1);
            await kit.Tell("price.btc", 3);
            kit.State<Bought>().Amount.ShouldBe(3);
            kit.Status.State.ShouldBe(Lifecycle.Running);
            kit.Status.LastFailure!.ShouldContain("A price below zero.");
        });

    [Fact]
    public void A_durable_event_that_was_handled_shortly_before_a_kill_is_handled_once_in_the_end() => ComponentTest.Run<Teller>(
        new ComponentTestOptions { Subscriptions = { "price.*" }, Configuration = { ["Genesis:Events:Types:price.*:Durable"] = "true" } },
        async kit =>
        {
            await kit.Tell("price.btc", 5);
            await kit.Kill();
            await kit.Advance(TimeSpan.FromSeconds(1));
            kit.State<Bought>().Amount.ShouldBe(5);
            // The run before the kill and the one after it tell the same.
            kit.Told.Select(told => told.As<string>()).Distinct().ShouldHaveSingleItem();
            await kit.Kill();
            await kit.Advance(TimeSpan.FromSeconds(1));
            kit.State<Bought>().Amount.ShouldBe(5);
        });

    public sealed record Order(string Symbol, decimal Amount);

    public sealed record Bought(decimal Amount);

    public sealed record Words(string Greeting);

    public sealed class Greeter(Words words) : Component
    {
        protected internal override ValueTask<object?> OnRequest(ComponentRequest request) => new(words.Greeting);
    }

    /// <summary>Adds up the prices that it hears, and says so inside and outside.</summary>
    public sealed class Teller : Component<Bought>
    {
        protected override Bought InitialState => new(0);

        protected internal override async ValueTask OnEvent(ComponentEvent happened)
        {
            var price = happened.Data.As<int>();
            if (price < 0) throw new InvalidDataException("A price below zero.");
            State = new Bought(State.Amount + price);
            await Context.Tell("seen", $"{happened.Origin.ToString().ToLowerInvariant()} {happened.Type} of {happened.Source}", new TellOptions { Key = happened.Type });
            await Context.Broadcast("price", price);
        }
    }

    /// <summary>Buys what risk allows.</summary>
    public sealed class Buyer : Component<Bought>
    {
        protected override Bought InitialState => new(0);

        protected override Bought Upgrade(System.Text.Json.JsonElement stored, int version) => new(stored.GetProperty("sum").GetDecimal());

        protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
        {
            var order = request.Data.As<Order>();
            var allowed = await Context.Ask("risk", "check", order);
            if (request.Type == "why") return allowed.Sentence;
            if (!allowed.As<bool>()) return false;
            State = State with { Amount = State.Amount + (order.Amount * decimal.Parse(Context.Settings.GetValueOrDefault("factor") ?? "1", null)) };
            return true;
        }
    }
}
