using Genesis.Events;
using Microsoft.Extensions.Configuration;

namespace Genesis.Tests.Unit.Events;

public sealed class EventPoliciesTests
{
    [Theory]
    [InlineData("anything", OverflowPolicy.DropNewest, EventPriority.Normal, false)]
    [InlineData("quote", OverflowPolicy.Conflate, EventPriority.Normal, true)]
    [InlineData("quote.btc", OverflowPolicy.Conflate, EventPriority.Normal, true)]
    [InlineData("market.quote", OverflowPolicy.Conflate, EventPriority.Normal, true)]
    [InlineData("market.book", OverflowPolicy.Conflate, EventPriority.Normal, true)]
    [InlineData("market.book.delta", OverflowPolicy.Wait, EventPriority.Normal, true)]
    [InlineData("price_update", OverflowPolicy.Conflate, EventPriority.Normal, true)]
    [InlineData("trade", OverflowPolicy.Wait, EventPriority.Normal, true)]
    [InlineData("candle.1m", OverflowPolicy.Wait, EventPriority.Normal, true)]
    [InlineData("order.accepted", OverflowPolicy.Durable, EventPriority.Critical, false)]
    [InlineData("fill", OverflowPolicy.Durable, EventPriority.Critical, false)]
    [InlineData("risk.limit", OverflowPolicy.Durable, EventPriority.Critical, false)]
    [InlineData("mode.changed", OverflowPolicy.Durable, EventPriority.Critical, false)]
    [InlineData("component.lifecycle", OverflowPolicy.DropOldest, EventPriority.High, true)]
    [InlineData("quotes", OverflowPolicy.DropNewest, EventPriority.Normal, false)]
    public void Defaults_fit_the_data(string type, OverflowPolicy overflow, EventPriority priority, bool flows)
    {
        var policy = new EventPolicies(new EventOptions()).Of(type);
        policy.ShouldBe(new EventPolicy(overflow, priority, null, 0, flows, TimeSpan.FromSeconds(2)));
        policy.IsDurable.ShouldBe(overflow == OverflowPolicy.Durable);
    }

    [Fact]
    public void Each_setting_comes_from_the_most_particular_pattern_that_says_it()
    {
        var policies = Policies(
            ("*", new() { Overflow = OverflowPolicy.DropOldest, Retries = 1, TimeToLive = TimeSpan.FromMinutes(1) }),
            ("news.*", new() { Retries = 2, Priority = EventPriority.Low }),
            ("news.flash", new() { Priority = EventPriority.High }));
        policies.Of("news.flash").ShouldBe(new EventPolicy(OverflowPolicy.DropOldest, EventPriority.High, TimeSpan.FromMinutes(1), 2, false, TimeSpan.FromSeconds(2)));
        policies.Of("news.other").Priority.ShouldBe(EventPriority.Low);
        policies.Of("other").Retries.ShouldBe(1);
    }

    [Fact]
    public void A_general_setting_does_not_take_away_a_particular_default()
    {
        var policies = Policies(("*", new() { Overflow = OverflowPolicy.DropOldest, Durable = false, Priority = EventPriority.Low }));
        policies.Of("order.accepted").IsDurable.ShouldBeTrue();
        policies.Of("order.accepted").Priority.ShouldBe(EventPriority.Critical);
    }

    [Fact]
    public void A_setting_at_the_same_pattern_goes_before_the_default()
    {
        var policies = Policies(
            ("quote.*", new() { Overflow = OverflowPolicy.DropOldest }),
            ("order.*", new() { Durable = false }),
            ("signal", new() { Durable = true }));
        policies.Of("quote.btc").Overflow.ShouldBe(OverflowPolicy.DropOldest);
        policies.Of("quote.btc").Flows.ShouldBeTrue("that was not changed");
        policies.Of("order.accepted").Overflow.ShouldBe(OverflowPolicy.DropNewest);
        policies.Of("signal").IsDurable.ShouldBeTrue();
    }

    [Theory]
    [InlineData(SystemMode.Normal, EventPriority.Low, false, true)]
    [InlineData(SystemMode.Safe, EventPriority.Low, false, false)]
    [InlineData(SystemMode.Safe, EventPriority.Normal, false, true)]
    [InlineData(SystemMode.Emergency, EventPriority.High, false, false)]
    [InlineData(SystemMode.Emergency, EventPriority.Critical, false, true)]
    [InlineData(SystemMode.Emergency, EventPriority.Low, true, true)]
    public void Modes_let_through(SystemMode mode, EventPriority priority, bool flows, bool passes) =>
        Policies(("x", new() { Flows = flows })).Of("x").Passes(mode, priority).ShouldBe(passes);

    [Fact]
    public void The_policy_of_a_type_is_one_object()
    {
        var policies = new EventPolicies(new EventOptions());
        policies.Of("quote").ShouldBeSameAs(policies.Of("quote"));
    }

    [Fact]
    public void They_can_be_configured()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Genesis:Events:WaitLimit"] = "00:00:01",
            ["Genesis:Events:Types:news.*:Overflow"] = "Conflate",
            ["Genesis:Events:Types:news.*:TimeToLive"] = "00:00:05",
        }).Build();
        var options = configuration.GetSection(EventOptions.Section).Get<EventOptions>()!;
        options.WaitLimit.ShouldBe(TimeSpan.FromSeconds(1));
        var policy = new EventPolicies(options).Of("news.flash");
        (policy.Overflow, policy.TimeToLive).ShouldBe((OverflowPolicy.Conflate, TimeSpan.FromSeconds(5)));
    }

    private static EventPolicies Policies(params (string Pattern, EventTypeOptions Settings)[] types)
    {
        var options = new EventOptions();
        foreach (var (pattern, settings) in types)
            options.Types[pattern] = settings;
        new EventOptionsValidator().Validate(null, options).FailureMessage.ShouldBeNull();
        return new EventPolicies(options);
    }
}
