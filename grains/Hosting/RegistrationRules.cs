using Genesis.Events;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>The rules of registrations, wherever they come from.</summary>
/// <param name="types">The classes that the host knows.</param>
/// <param name="limits">Bounds for all components.</param>
internal sealed class RegistrationRules(ComponentTypes types, Func<ComponentLimits> limits) : IValidateOptions<DeclaredComponents>
{
    /// <summary>Longest id, in characters.</summary>
    public const int LongestId = 200;

    private const double HeaviestWeight = 1_000_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DeclaredComponents options)
    {
        var rules = new SettingRules(DeclaredComponents.Section);
        var most = limits().MaxComponents;
        rules.Require(options.Registrations.Length <= most, "*", $"{options.Registrations.Length} components", $"no more than {ComponentLimits.Section}:MaxComponents, which is {most}", "Raise the limit.");
        foreach (var registration in options.Registrations) Check(rules, registration);
        return rules.Result;
    }

    /// <summary>What is wrong with one registration; empty when nothing is.</summary>
    public IReadOnlyList<string> Findings(ComponentRegistration registration)
    {
        var rules = new SettingRules(DeclaredComponents.Section);
        Check(rules, registration);
        return [.. rules.Result.Failures ?? []];
    }

    private void Check(SettingRules rules, ComponentRegistration registration)
    {
        var (id, policies) = (registration.Id, registration.Policies);
        rules.Require(IsId(id), Shown(id), $"a component with the id '{Shown(id)}'", $"named with 1 to {LongestId} printable characters, without spaces, / and *", "Rename it.");
        if (!types.Knows(registration.Type))
        {
            var nearest = Spelling.Nearest(registration.Type, types.Names) is { } near ? $"Did you mean {near}?" : "Make it known with AddComponentType, or correct the name.";
            rules.Require(false, $"{id}:Type", $"'{registration.Type}'", types.Names.Any() ? $"a class that this host knows ({string.Join(", ", types.Names.Take(20))})" : "a class that this host knows, and it knows none", nearest);
        }
        foreach (var pattern in registration.Subscriptions.Select(subscription => subscription.Pattern))
            if (EventPattern.ProblemOfPattern(pattern) is { } problem) rules.Require(false, $"{id}:Subscriptions", $"'{pattern}'", "an event type, a beginning followed by .* or *", problem);
        rules.Require(policies.Weight is >= 0 and <= HeaviestWeight, $"{id}:Policies:Weight", policies.Weight, $"from 0 to {HeaviestWeight:0}", "Leave it out for 1.");
        if (policies.MailboxCapacity is { } capacity) rules.Within($"{id}:Policies:MailboxCapacity", capacity, 1, 1_000_000, limits().MailboxCapacity);
        if (policies.HungAfter is { } hung) rules.Within($"{id}:Policies:HungAfter", hung, TimeSpan.FromSeconds(5));
        rules.Require(!policies.DependsOn.Contains(id), $"{id}:Policies:DependsOn", $"'{id}'", "another component", "Take it out.");
        foreach (var (type, policy) in policies.Requests) CheckRequest(rules, $"{id}:Policies:Requests:{type}", policy);
    }

    private void CheckRequest(SettingRules rules, string path, RequestPolicy policy)
    {
        var longest = limits().LongestAsk;
        if (policy.Timeout is { } timeout)
            rules.Require(timeout > TimeSpan.Zero && timeout <= longest, $"{path}:Timeout", timeout, $"more than zero and no longer than {ComponentLimits.Section}:LongestAsk, which is {longest}", "Shorten it, or leave it out.");
        rules.Require(!policy.Critical || !policy.Background, $"{path}:Background", "true", "false for a critical request", "Take one of the two out.");
    }

    /// <summary>Whether a text may be a component's id.</summary>
    public static bool IsId(string? id) => id is { Length: >= 1 and <= LongestId } && !id.Any(character => character is '/' or '*' || char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character));

    private static string Shown(string id) => id.Length <= 40 ? id : id[..40] + "…";
}
