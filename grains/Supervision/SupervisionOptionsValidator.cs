using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Supervision;

/// <summary>The rules of <see cref="SupervisionOptions"/>.</summary>
internal sealed class SupervisionOptionsValidator : IValidateOptions<SupervisionOptions>
{
    private static readonly SupervisionOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SupervisionOptions options)
    {
        var rules = new SettingRules(SupervisionOptions.Section);
        rules.Within("MaxConsecutiveFailures", options.MaxConsecutiveFailures, 1, 1_000_000, Usual.MaxConsecutiveFailures);
        rules.Within("HungAfter", options.HungAfter, Usual.HungAfter);
        rules.Within("ProbeAfter", options.ProbeAfter, Usual.ProbeAfter);
        rules.Within("CheckInterval", options.CheckInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), Usual.CheckInterval);
        rules.Require(options.CheckInterval <= options.HungAfter, "CheckInterval", options.CheckInterval, $"no longer than HungAfter, which is {options.HungAfter}",
            "Look more often, or allow handlers more time.");
        rules.Within("MaxRestarts", options.MaxRestarts, 0, 100, Usual.MaxRestarts);
        rules.Within("RestartWindow", options.RestartWindow, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), Usual.RestartWindow);
        rules.Within("RestartBaseDelay", options.RestartBaseDelay, Usual.RestartBaseDelay);
        rules.Within("MaxRestartDelay", options.MaxRestartDelay, Usual.MaxRestartDelay);
        rules.Require(options.RestartBaseDelay <= options.MaxRestartDelay, "RestartBaseDelay", options.RestartBaseDelay,
            $"no longer than MaxRestartDelay, which is {options.MaxRestartDelay}", "Shorten the one or lengthen the other.");
        rules.Within("RestartJitter", options.RestartJitter, 0, 1, Usual.RestartJitter);

        rules.Within("Suspicion:Threshold", options.Suspicion.Threshold, 0.5, 100, Usual.Suspicion.Threshold);
        rules.Within("Suspicion:Window", options.Suspicion.Window, 2, 100_000, Usual.Suspicion.Window);
        rules.Within("Suspicion:MinSamples", options.Suspicion.MinSamples, 2, 100_000, Usual.Suspicion.MinSamples);
        rules.Require(options.Suspicion.MinSamples <= options.Suspicion.Window, "Suspicion:MinSamples", options.Suspicion.MinSamples,
            $"no higher than Suspicion:Window, which is {options.Suspicion.Window}", "Lower MinSamples or raise Window.");
        rules.Within("Suspicion:MinStandardDeviation", options.Suspicion.MinStandardDeviation, Usual.Suspicion.MinStandardDeviation);
        return rules.Result;
    }
}
