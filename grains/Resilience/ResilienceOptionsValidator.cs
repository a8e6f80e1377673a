using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Resilience;

/// <summary>The rules of <see cref="ResilienceOptions"/>.</summary>
/// <param name="responseTimeout">The engine's: it would end a call before a longer deadline does, and nobody would know why.</param>
internal sealed class ResilienceOptionsValidator(TimeSpan responseTimeout) : IValidateOptions<ResilienceOptions>
{
    private static readonly ResilienceOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ResilienceOptions options)
    {
        var rules = new SettingRules(ResilienceOptions.Section);
        Deadlines(rules, options.Deadlines, Usual.Deadlines);
        Breaker(rules, options.Breaker, Usual.Breaker);
        Retry(rules, options.Retry, Usual.Retry);
        Concurrency(rules, options.Concurrency, Usual.Concurrency);
        AttemptTimeout(rules, options.AttemptTimeout, Usual.AttemptTimeout);
        return rules.Result;
    }

    private void Deadlines(SettingRules rules, RequestClassOptions options, RequestClassOptions usual)
    {
        Deadline(nameof(options.Fast), options.Fast, usual.Fast);
        Deadline(nameof(options.Standard), options.Standard, usual.Standard);
        Deadline(nameof(options.Complex), options.Complex, usual.Complex);
        Deadline(nameof(options.ConnectionCheck), options.ConnectionCheck, usual.ConnectionCheck);

        void Deadline(string name, TimeSpan value, TimeSpan standard)
        {
            rules.Within($"Deadlines:{name}", value, standard);
            rules.Require(value <= responseTimeout, $"Deadlines:{name}", value, $"no longer than Orleans' response timeout, which is {responseTimeout}",
                "Shorten it, or set a longer ResponseTimeout in SiloMessagingOptions.");
        }
    }

    private static void Breaker(SettingRules rules, BreakerOptions options, BreakerOptions usual)
    {
        rules.Within("Breaker:Failures", options.Failures, 1, 1_000_000, usual.Failures);
        rules.Within("Breaker:OpenFor", options.OpenFor, usual.OpenFor);
        rules.Within("Breaker:ProbeLimit", options.ProbeLimit, usual.ProbeLimit);
    }

    private static void Retry(SettingRules rules, RetryOptions options, RetryOptions usual)
    {
        rules.Within("Retry:MaxAttempts", options.MaxAttempts, 1, 20, usual.MaxAttempts);
        rules.Within("Retry:BaseDelay", options.BaseDelay, usual.BaseDelay);
        rules.Within("Retry:Jitter", options.Jitter, 0, 1, usual.Jitter);
        rules.Within("Retry:UsefulRemainder", options.UsefulRemainder, TimeSpan.Zero, TimeSpan.FromSeconds(10), usual.UsefulRemainder);
        rules.Within("Retry:BudgetRatio", options.BudgetRatio, 0, 1, usual.BudgetRatio);
        rules.Within("Retry:BudgetFloor", options.BudgetFloor, 0, 1_000_000, usual.BudgetFloor);
        rules.Within("Retry:BudgetWindow", options.BudgetWindow, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), usual.BudgetWindow);
    }

    private static void Concurrency(SettingRules rules, ConcurrencyOptions options, ConcurrencyOptions usual)
    {
        const int Most = 1_000_000;
        rules.Within("Concurrency:Min", options.Min, 1, Most, usual.Min);
        rules.Within("Concurrency:Max", options.Max, 1, Most, usual.Max);
        rules.Require(options.Min <= options.Max, "Concurrency:Min", options.Min, $"no higher than Concurrency:Max, which is {options.Max}", "Lower Min or raise Max.");
        rules.Require(options.Initial >= options.Min && options.Initial <= options.Max, "Concurrency:Initial", options.Initial,
            $"from Concurrency:Min to Concurrency:Max, which are {options.Min} and {options.Max}", "Set it between the two.");
        rules.Within("Concurrency:Window", options.Window, usual.Window);
        rules.Within("Concurrency:MinSamples", options.MinSamples, 1, 100_000, usual.MinSamples);
        rules.Within("Concurrency:Tolerance", options.Tolerance, 1, 100, usual.Tolerance);
        rules.Within("Concurrency:Unremarkable", options.Unremarkable, TimeSpan.Zero, TimeSpan.FromHours(1), usual.Unremarkable);
        rules.Within("Concurrency:Smoothing", options.Smoothing, 0.01, 1, usual.Smoothing);
        rules.Within("Concurrency:LongTermWindows", options.LongTermWindows, 1, 100_000, usual.LongTermWindows);
    }

    private static void AttemptTimeout(SettingRules rules, AttemptTimeoutOptions options, AttemptTimeoutOptions usual)
    {
        rules.Within("AttemptTimeout:Min", options.Min, usual.Min);
        rules.Within("AttemptTimeout:Max", options.Max, usual.Max);
        rules.Require(options.Min <= options.Max, "AttemptTimeout:Min", options.Min, $"no longer than AttemptTimeout:Max, which is {options.Max}", "Lower Min or raise Max.");
        rules.Within("AttemptTimeout:Quantile", options.Quantile, 0.5, 0.9999, usual.Quantile);
        rules.Within("AttemptTimeout:Factor", options.Factor, 1, 100, usual.Factor);
        rules.Within("AttemptTimeout:Window", options.Window, usual.Window);
        rules.Within("AttemptTimeout:MinSamples", options.MinSamples, 1, 100_000, usual.MinSamples);
    }
}
