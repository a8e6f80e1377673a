using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Monitoring;

/// <summary>The rules of <see cref="ModeOptions"/>.</summary>
internal sealed class ModeOptionsValidator : IValidateOptions<ModeOptions>
{
    private static readonly ModeOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModeOptions options)
    {
        var rules = new SettingRules(ModeOptions.Section);
        rules.Within(nameof(options.SafeAbove), options.SafeAbove, 0, 1, Usual.SafeAbove);
        rules.Within(nameof(options.EmergencyAbove), options.EmergencyAbove, 0, 1, Usual.EmergencyAbove);
        rules.Require(options.SafeAbove < options.EmergencyAbove, nameof(options.SafeAbove), options.SafeAbove,
            FormattableString.Invariant($"lower than {nameof(options.EmergencyAbove)}, which is {options.EmergencyAbove}"), "Lower the one or raise the other.");
        rules.Within(nameof(options.StepDownAfter), options.StepDownAfter, TimeSpan.Zero, TimeSpan.FromHours(1), Usual.StepDownAfter);
        return rules.Result;
    }
}
