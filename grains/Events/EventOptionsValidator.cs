using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Events;

/// <summary>The rules of <see cref="EventOptions"/>.</summary>
internal sealed class EventOptionsValidator : IValidateOptions<EventOptions>
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);
    private static readonly EventOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EventOptions options)
    {
        var rules = new SettingRules(EventOptions.Section);
        rules.Within("WaitLimit", options.WaitLimit, Usual.WaitLimit);
        rules.Within("OutboxCapacity", options.OutboxCapacity, 1, 1_000_000, Usual.OutboxCapacity);
        rules.Within("BatchSize", options.BatchSize, 1, 4096, Usual.BatchSize);
        foreach (var (pattern, settings) in options.Types)
        {
            var path = $"Types:{pattern}";
            rules.Require(EventPattern.ProblemOfPattern(pattern) is null, "Types", $"'{pattern}'", "an event type, a beginning followed by .* or *",
                EventPattern.ProblemOfPattern(pattern) ?? "");
            OfType(rules, path, settings);
            var isDurable = EventPolicies.SettingsOf(options, pattern).Select(other => other.Durable).FirstOrDefault(durable => durable is not null) == true;
            Overflow(rules, path, settings.Overflow, isDurable);
        }
        return rules.Result;
    }

    private static void OfType(SettingRules rules, string path, EventTypeOptions settings)
    {
        if (settings.Priority is { } priority)
            rules.Require(Enum.IsDefined(priority), $"{path}:Priority", priority, string.Join(", ", Enum.GetNames<EventPriority>()), "Leave it out for Normal.");
        if (settings.TimeToLive is { } life)
            rules.Require(life > TimeSpan.Zero && life <= LongestLife, $"{path}:TimeToLive", life, $"more than 0 and at most {LongestLife}", "Leave it out for events that do not expire.");
        if (settings.Retries is { } retries)
            rules.Within($"{path}:Retries", retries, 0, 100, 0);
        if (settings.WaitLimit is { } wait)
            rules.Within($"{path}:WaitLimit", wait, Usual.WaitLimit);
    }

    private static void Overflow(SettingRules rules, string path, OverflowPolicy? overflow, bool isDurable)
    {
        if (overflow is not { } policy)
            return;
        var choices = Enum.GetValues<OverflowPolicy>().Where(other => other != OverflowPolicy.Durable).ToArray();
        rules.Require(choices.Contains(policy), $"{path}:Overflow", policy, string.Join(", ", choices), "For durable events set Durable to true instead.");
        rules.Require(!isDurable, $"{path}:Overflow", policy, "left out, because these events are durable and so never shed", "Leave it out, or set Durable to false beside it.");
    }
}
