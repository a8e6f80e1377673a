using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>The rules of <see cref="ComponentLimits"/>.</summary>
/// <param name="responseTimeout">The engine's: it would end a call before a longer ask does.</param>
internal sealed class ComponentLimitsValidator(TimeSpan responseTimeout) : IValidateOptions<ComponentLimits>
{
    private static readonly ComponentLimits Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ComponentLimits options)
    {
        var rules = new SettingRules(ComponentLimits.Section);
        rules.Within(nameof(options.MaxDepth), options.MaxDepth, 1, 1000, Usual.MaxDepth);
        rules.Within(nameof(options.LongestAsk), options.LongestAsk, Usual.LongestAsk);
        rules.Require(options.LongestAsk <= responseTimeout, nameof(options.LongestAsk), options.LongestAsk,
            $"no longer than Orleans' response timeout, which is {responseTimeout}", "Shorten it, or set a longer ResponseTimeout in SiloMessagingOptions.");
        rules.Within(nameof(options.RequestQueue), options.RequestQueue, 1, 1_000_000, Usual.RequestQueue);
        rules.Within(nameof(options.MailboxCapacity), options.MailboxCapacity, 1, 1_000_000, Usual.MailboxCapacity);
        rules.Require(options.MailboxWarning >= 1 && options.MailboxWarning <= options.MailboxCapacity, nameof(options.MailboxWarning), options.MailboxWarning,
            $"from 1 to MailboxCapacity, which is {options.MailboxCapacity}", "Set it to about four fifths of the capacity.");
        rules.Within(nameof(options.MaxComponents), options.MaxComponents, 1, 10_000_000, Usual.MaxComponents);
        rules.Within(nameof(options.BlockingThreads), options.BlockingThreads, 1, 10_000, Usual.BlockingThreads);
        rules.Within(nameof(options.StopStep), options.StopStep, Usual.StopStep);
        return rules.Result;
    }
}
