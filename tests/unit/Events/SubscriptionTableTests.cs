using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class SubscriptionTableTests
{
    private static readonly string[] Words = ["a", "b", "ab"];

    [Fact]
    public void Higher_priorities_come_first_and_equal_ones_in_the_order_of_their_ids()
    {
        var table = SubscriptionTable.Empty
            .With("second", new ComponentSubscription("trade"))
            .With("low", new ComponentSubscription("*", -1))
            .With("first", new ComponentSubscription("trade.*"))
            .With("high", new ComponentSubscription("trade.btc", 5))
            .With("other", new ComponentSubscription("order.*", 9));
        Ids(table, "trade.btc").ShouldBe(["high", "first", "low"]);
        Ids(table, "trade").ShouldBe(["second", "low"]);
        Ids(table, "nothing").ShouldBe(["low"]);
    }

    [Fact]
    public void The_emitter_never_gets_its_own()
    {
        var table = SubscriptionTable.Empty.With("a", new ComponentSubscription("*")).With("b", new ComponentSubscription("*"));
        Ids(table, "trade", "a").ShouldBe(["b"]);
        Ids(table, "trade", "b").ShouldBe(["a"]);
        Ids(table, "trade", "elsewhere").ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Who_has_several_patterns_gets_an_event_once_by_the_highest_priority()
    {
        var table = SubscriptionTable.Empty
            .With("a", [new ComponentSubscription("*", 1), new ComponentSubscription("trade.*", 7), new ComponentSubscription("trade.btc", 3)])
            .With("b", new ComponentSubscription("*", 5));
        table.Resolve("trade.btc", null).ToList().ShouldBe([new Subscriber("a", 7), new Subscriber("b", 5)]);
    }

    [Fact]
    public void A_change_makes_a_new_version_and_leaves_the_old_one_as_it_was()
    {
        var one = SubscriptionTable.Empty.With("a", new ComponentSubscription("trade"));
        Ids(one, "trade").ShouldBe(["a"]);
        var two = one.Without("a");
        (one.Version, two.Version).ShouldBe((1, 2));
        Ids(one, "trade").ShouldBe(["a"]);
        Ids(two, "trade").ShouldBeEmpty();
        two.ComponentCount.ShouldBe(0);
    }

    [Fact]
    public void What_changes_nothing_makes_no_new_version()
    {
        var table = SubscriptionTable.Empty.With("a", [new ComponentSubscription("x"), new ComponentSubscription("y", 2)]);
        table.With("a", [new ComponentSubscription("y", 2), new ComponentSubscription("x")]).ShouldBeSameAs(table);
        table.With("a", new ComponentSubscription("x")).ShouldBeSameAs(table);
        table.Without("a", "z").ShouldBeSameAs(table);
        table.Without("b").ShouldBeSameAs(table);
    }

    [Fact]
    public void Subscribing_again_takes_the_new_priority()
    {
        var table = SubscriptionTable.Empty.With("a", new ComponentSubscription("x", 1)).With("a", new ComponentSubscription("x", 4));
        table.Resolve("x", null).ToList().ShouldBe([new Subscriber("a", 4)]);
        table.With("a", [new ComponentSubscription("x", 1), new ComponentSubscription("x", 2)]).Of("a").ShouldBe([new ComponentSubscription("x", 2)]);
    }

    [Fact]
    public void A_single_pattern_can_be_removed()
    {
        var table = SubscriptionTable.Empty.With("a", [new ComponentSubscription("x"), new ComponentSubscription("y")]).Without("a", "x");
        Ids(table, "x").ShouldBeEmpty();
        Ids(table, "y").ShouldBe(["a"]);
    }

    [Fact]
    public void Wrong_patterns_are_refused_and_nothing_is_changed()
    {
        Should.Throw<ArgumentException>(() => SubscriptionTable.Empty.With("a", [new ComponentSubscription("x"), new ComponentSubscription("tra*de")]))
            .Message.ShouldStartWith("Component 'a' cannot subscribe. The pattern 'tra*de' has a '*' where none may be");
        Should.Throw<ArgumentException>(() => SubscriptionTable.Empty.With("", new ComponentSubscription("x")));
        var many = Enumerable.Range(0, SubscriptionTable.MaxPatternsOfComponent + 1).Select(n => new ComponentSubscription($"t{n}")).ToImmutableArray();
        Should.Throw<ArgumentException>(() => SubscriptionTable.Empty.With("a", many)).Message.ShouldContain("at most 1000");
    }

    [Fact]
    public void Finding_subscribers_again_allocates_nothing()
    {
        var table = SubscriptionTable.Empty.With(Enumerable.Range(0, 100).Select(n => new SubscriptionChange($"c{n}", [new ComponentSubscription("trade.*", n % 3)])));
        var count = Walk();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            count += Walk();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
        count.ShouldBe(101 * 99);

        int Walk()
        {
            var found = 0;
            foreach (ref readonly var subscriber in table.Resolve("trade.btc", "c7"))
                found += subscriber.ComponentId.Length > 0 ? 1 : 0;
            return found;
        }
    }

    [Fact]
    public void A_flood_of_types_is_not_all_remembered()
    {
        var table = SubscriptionTable.Empty.With("a", new ComponentSubscription("*"));
        for (var n = 0; n < 3 * TypeCache<Subscriber[]>.Capacity; n++)
            table.Resolve($"type{n}", null).ToList().Count.ShouldBe(1);
        table.RememberedCount.ShouldBeLessThanOrEqualTo(TypeCache<Subscriber[]>.Capacity);
    }

    [Fact]
    public void It_finds_whom_trying_every_subscription_finds() => Prop.ForAll<int[]>(seeds =>
    {
        var table = seeds.Aggregate(SubscriptionTable.Empty, Step);
        var types = Words.Concat(Words.SelectMany(x => Words.Select(y => $"{x}.{y}"))).Append("a.b.ab");
        foreach (var type in types)
        {
            var expected = table.All
                .Select(of => (of.ComponentId, Matching: of.Subscriptions.Where(subscription => EventPattern.Matches(subscription.Pattern, type)).ToList()))
                .Where(of => of.ComponentId != "c1" && of.Matching.Count > 0)
                .Select(of => new Subscriber(of.ComponentId, of.Matching.Max(subscription => subscription.Priority)))
                .OrderByDescending(subscriber => subscriber.Priority).ThenBy(subscriber => subscriber.ComponentId, StringComparer.Ordinal);
            table.Resolve(type, "c1").ToList().ShouldBe(expected);
        }
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Changes_lead_from_any_table_to_any_other() => Prop.ForAll<int[], int[]>((some, others) =>
    {
        var from = some.Aggregate(SubscriptionTable.Empty, Step);
        var to = others.Aggregate(SubscriptionTable.Empty, Step);
        from.With(from.ChangesTo(to)).ChangesTo(to).ShouldBeEmpty();
        to.ChangesTo(to).ShouldBeEmpty();
    }).Check(Config.QuickThrowOnFailure);

    private static SubscriptionTable Step(SubscriptionTable table, int seed)
    {
        var random = new Random(seed);
        var id = $"c{random.Next(4)}";
        var word = Words[random.Next(Words.Length)];
        var pattern = random.Next(4) switch
        {
            0 => "*",
            1 => $"{word}.*",
            2 => $"{word}.{Words[random.Next(Words.Length)]}",
            _ => word,
        };
        return random.Next(5) switch
        {
            0 => table.Without(id),
            1 => table.Without(id, pattern),
            _ => table.With(id, new ComponentSubscription(pattern, random.Next(3))),
        };
    }

    private static IEnumerable<string> Ids(SubscriptionTable table, string type, string? emitter = null) =>
        table.Resolve(type, emitter).ToList().Select(subscriber => subscriber.ComponentId);
}
