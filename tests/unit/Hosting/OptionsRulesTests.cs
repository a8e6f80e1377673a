using Genesis.Monitoring;
using Genesis.Resilience;
using Genesis.Supervision;

namespace Genesis.Tests.Unit.Hosting;

public sealed class OptionsRulesTests
{
    private static readonly ResilienceOptionsValidator Resilience = new(TimeSpan.FromSeconds(30));

    [Fact]
    public void Defaults_keep_the_rules()
    {
        Resilience.Validate(null, new()).Succeeded.ShouldBeTrue();
        new SupervisionOptionsValidator().Validate(null, new()).Succeeded.ShouldBeTrue();
        new ModeOptionsValidator().Validate(null, new()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_finding_has_the_path_the_value_the_rule_and_the_fix() =>
        Resilience.Validate(null, new() { Breaker = { Failures = 0 } }).Failures.ShouldBe(
            ["Genesis:Resilience:Breaker:Failures is 0, but it must be from 1 to 1000000. Leave it out for the default, 3."]);

    [Fact]
    public void A_deadline_that_the_engine_would_cut_short_is_refused() =>
        Resilience.Validate(null, new() { Deadlines = { Complex = TimeSpan.FromSeconds(31) } }).Failures.ShouldBe(
            ["Genesis:Resilience:Deadlines:Complex is 00:00:31, but it must be no longer than Orleans' response timeout, which is 00:00:30. "
                + "Shorten it, or set a longer ResponseTimeout in SiloMessagingOptions."]);

    [Fact]
    public void Settings_that_contradict_each_other_are_refused_with_both_values()
    {
        Resilience.Validate(null, new() { Concurrency = { Min = 10, Max = 5, Initial = 7 } }).FailureMessage!.ShouldContain(
            "Genesis:Resilience:Concurrency:Min is 10, but it must be no higher than Concurrency:Max, which is 5. Lower Min or raise Max.");
        Resilience.Validate(null, new() { AttemptTimeout = { Min = TimeSpan.FromSeconds(20) } }).Failed.ShouldBeTrue();
        new SupervisionOptionsValidator().Validate(null, new() { HungAfter = TimeSpan.FromSeconds(0.1) }).FailureMessage!.ShouldContain("no longer than HungAfter, which is 00:00:00.1");
        new ModeOptionsValidator().Validate(null, new() { SafeAbove = 0.6 }).Failures.ShouldBe(
            ["Genesis:Mode:SafeAbove is 0.6, but it must be lower than EmergencyAbove, which is 0.5. Lower the one or raise the other."]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.PositiveInfinity)]
    public void Shares_are_between_nothing_and_everything(double share)
    {
        new ModeOptionsValidator().Validate(null, new() { EmergencyAbove = share }).Failed.ShouldBeTrue();
        Resilience.Validate(null, new() { Retry = { BudgetRatio = share } }).Failed.ShouldBeTrue();
        new SupervisionOptionsValidator().Validate(null, new() { RestartJitter = share }).Failed.ShouldBeTrue();
    }
}
