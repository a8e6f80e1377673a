using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class EventOptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Findings(new EventOptions()).ShouldBeEmpty();

    [Fact]
    public void A_wait_has_an_end() =>
        Findings(new EventOptions { WaitLimit = TimeSpan.Zero }).ShouldHaveSingleItem().ShouldStartWith("Genesis:Events:WaitLimit is 00:00:00, but it must be from");

    [Fact]
    public void Every_finding_has_path_value_rule_and_fix()
    {
        var findings = Findings(With("news.*", new()
        {
            Overflow = (OverflowPolicy)77,
            Priority = (EventPriority)9,
            TimeToLive = TimeSpan.Zero,
            Retries = -1,
            WaitLimit = TimeSpan.FromDays(1),
        }));
        findings.Count.ShouldBe(5);
        findings.ShouldAllBe(finding => finding.StartsWith("Genesis:Events:Types:news.*:"));
        findings.ShouldContain("Genesis:Events:Types:news.*:Overflow is 77, but it must be DropNewest, DropOldest, Conflate, Wait. For durable events set Durable to true instead.");
    }

    [Fact]
    public void Patterns_are_checked() =>
        Findings(With("news*", new())).ShouldHaveSingleItem().ShouldContain("The pattern 'news*' has a '*' where none may be");

    [Theory]
    [InlineData("order.*")]
    [InlineData("order.accepted")]
    public void A_durable_type_has_no_overflow_policy(string pattern)
    {
        Findings(With(pattern, new() { Overflow = OverflowPolicy.Wait })).ShouldHaveSingleItem()
            .ShouldBe($"Genesis:Events:Types:{pattern}:Overflow is Wait, but it must be left out, because these events are durable and so never shed. Leave it out, or set Durable to false beside it.");
        Findings(With(pattern, new() { Overflow = OverflowPolicy.Wait, Durable = false })).ShouldBeEmpty();
    }

    [Fact]
    public void Durability_is_a_setting_of_its_own() =>
        Findings(With("news", new() { Overflow = OverflowPolicy.Durable })).ShouldHaveSingleItem().ShouldContain("set Durable to true instead");

    private static EventOptions With(string pattern, EventTypeOptions settings)
    {
        var options = new EventOptions();
        options.Types[pattern] = settings;
        return options;
    }

    private static List<string> Findings(EventOptions options) => [.. new EventOptionsValidator().Validate(null, options).Failures ?? []];
}
