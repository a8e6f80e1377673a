using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>The rules of <see cref="CheckpointOptions"/>.</summary>
internal sealed class CheckpointOptionsValidator : IValidateOptions<CheckpointOptions>
{
    private static readonly CheckpointOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CheckpointOptions options)
    {
        var rules = new SettingRules(CheckpointOptions.Section);
        rules.Within(nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10), Usual.Interval);
        rules.Within(nameof(options.SaveTimeout), options.SaveTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10), Usual.SaveTimeout);
        rules.Within(nameof(options.RecentEvents), options.RecentEvents, 0, 1000, Usual.RecentEvents);
        return rules.Result;
    }
}
