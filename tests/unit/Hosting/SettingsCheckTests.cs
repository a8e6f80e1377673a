using Genesis.Events;
using Genesis.Hosting;
using Genesis.Resilience;
using Microsoft.Extensions.Configuration;

namespace Genesis.Tests.Unit.Hosting;

/// <summary>What is wrong with a section of the configuration is said with path, value, rule and fix.</summary>
public sealed class SettingsCheckTests
{
    [Fact]
    public void A_section_that_fits_has_no_findings() => Findings<ResilienceOptions>(ResilienceOptions.Section,
        ("Breaker:Failures", "5"), ("breaker:openfor", "00:00:20"), ("Retry:BudgetRatio", "0.1"), ("Concurrency:Adaptive", "false")).ShouldBeEmpty();

    [Theory]
    [InlineData("Breaker:Failures", "many", "a whole number. Write it like 3, or leave it out for the default.")]
    [InlineData("Breaker:Failures", "99999999999", "a whole number. Write it like 3, or leave it out for the default.")]
    [InlineData("Breaker:OpenFor", "10s", "a time. Write it like 00:00:02.5 (hours:minutes:seconds), or leave it out for the default.")]
    [InlineData("Retry:BudgetRatio", "0,5,", "a number. Write it like 0.5, or leave it out for the default.")]
    [InlineData("Concurrency:Adaptive", "perhaps", "true or false. Write it like true, or leave it out for the default.")]
    public void A_value_that_cannot_be_read_is_said(string name, string value, string rule) =>
        Findings<ResilienceOptions>(ResilienceOptions.Section, (name, value)).ShouldBe([$"Genesis:Resilience:{name} is '{value}', but it must be {rule}"]);

    [Fact]
    public void A_misspelt_setting_is_said_with_the_right_one() => Findings<ResilienceOptions>(ResilienceOptions.Section, ("Breaker:Failurs", "5")).ShouldBe(
        ["Genesis:Resilience:Breaker:Failurs is '5', but there is no setting of that name. Did you mean Failures?"]);

    [Fact]
    public void A_setting_that_nobody_knows_is_said_with_those_that_there_are() => Findings<CheckpointOptions>(CheckpointOptions.Section, ("Compression", "brotli")).ShouldBe(
        ["Genesis:Checkpoints:Compression is 'brotli', but there is no setting of that name. Take it out, or use one of: Interval, SaveTimeout, RecentEvents."]);

    [Fact]
    public void A_value_where_a_group_belongs_is_said() => Findings<CheckpointOptions>(CheckpointOptions.Section, ("", "off")).ShouldBe(
        ["Genesis:Checkpoints is 'off', but it must be a group of settings: Interval, SaveTimeout, RecentEvents."]);

    [Fact]
    public void A_group_where_a_value_belongs_is_said() => Findings<CheckpointOptions>(CheckpointOptions.Section, ("Interval:Seconds", "5")).ShouldBe(
        ["Genesis:Checkpoints:Interval is a group of settings, but it must be a time. Write it like 00:00:02.5 (hours:minutes:seconds), or leave it out for the default."]);

    [Fact]
    public void Entries_of_dictionaries_are_looked_into() => Findings<EventOptions>(EventOptions.Section, ("Types:trade.*:Overflow", "Wait"), ("Types:quote:Prioritee", "High")).ShouldBe(
        ["Genesis:Events:Types:quote:Prioritee is 'High', but there is no setting of that name. Did you mean Priority?"]);

    private static IReadOnlyList<string> Findings<TOptions>(string path, params (string Name, string Value)[] settings) => SettingsCheck.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name.Length == 0 ? path : $"{path}:{setting.Name}", (string?)setting.Value)))
            .Build().GetSection(path), typeof(TOptions));
}
