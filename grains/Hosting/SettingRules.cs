using System.Globalization;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>Collects what is wrong with the settings of a section. Every finding has the setting's path, its value, the rule and the fix.</summary>
/// <param name="section">The path of the section.</param>
public sealed class SettingRules(string section)
{
    private readonly List<string> _findings = [];

    /// <summary>What was found.</summary>
    public ValidateOptionsResult Result => _findings.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_findings);

    /// <summary>A rule of its own.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="name">The setting, from the section on.</param>
    /// <param name="value">Its value.</param>
    /// <param name="rule">What it must be, after "it must be".</param>
    /// <param name="fix">What to do, as a sentence.</param>
    public void Require(bool holds, string name, object value, string rule, string fix)
    {
        if (!holds) _findings.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{name} is {value}, but it must be {rule}. {fix}"));
    }

    /// <summary>A number within bounds.</summary>
    public void Within(string name, int value, int least, int most, int usual) =>
        Require(value >= least && value <= most, name, value, $"from {least} to {most}", Usual(usual));

    /// <summary>A number within bounds; never NaN.</summary>
    public void Within(string name, double value, double least, double most, double usual) => Require(
        value >= least && value <= most, name, value,
        string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}"), Usual(usual));

    /// <summary>A time within bounds.</summary>
    public void Within(string name, TimeSpan value, TimeSpan least, TimeSpan most, TimeSpan usual) =>
        Require(value >= least && value <= most, name, value, $"from {least} to {most}", Usual(usual));

    /// <summary>A time of at least a millisecond and at most an hour.</summary>
    public void Within(string name, TimeSpan value, TimeSpan usual) => Within(name, value, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), usual);

    private static string Usual(object usual) => string.Create(CultureInfo.InvariantCulture, $"Leave it out for the default, {usual}.");
}
