using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>Makes the registrations that a host declares of what its code and its configuration say.</summary>
/// <param name="code">What the code registers; the last of an id holds.</param>
/// <param name="configuration">The host's configuration.</param>
internal sealed class RegistrationReader(IEnumerable<ComponentRegistration> code, IConfiguration configuration) : IConfigureOptions<DeclaredComponents>
{
    private const string Settings = nameof(DeclaredComponent.Settings);
    private const string Subscriptions = nameof(DeclaredComponent.Subscriptions);

    /// <inheritdoc/>
    public void Configure(DeclaredComponents options)
    {
        List<string> findings = [];
        var registrations = new SortedDictionary<string, ComponentRegistration>(StringComparer.Ordinal);
        foreach (var registration in code) registrations[registration.Id] = registration;
        foreach (var section in configuration.GetSection(DeclaredComponents.Section).GetChildren())
        {
            if (Read(section, registrations.GetValueOrDefault(section.Key), findings) is { } registration) registrations[section.Key] = registration;
        }
        if (findings.Count > 0) throw new OptionsValidationException(DeclaredComponents.Section, typeof(DeclaredComponents), findings);
        options.Registrations = [.. registrations.Values];
    }

    private static ComponentRegistration? Read(IConfigurationSection section, ComponentRegistration? declared, List<string> findings)
    {
        var known = findings.Count;
        var read = new DeclaredComponent();
        // Settings are the component's own, of any shape, and subscriptions have two: both are read here and not by the binder.
        foreach (var child in section.GetChildren().Where(child => !Is(child, Settings) && !Is(child, Subscriptions)))
            findings.AddRange(Known(child) is { } type ? SettingsCheck.Of(child, type) : [SettingsCheck.Unknown(child, Names)]);
        if (section.Value is { Length: > 0 } value) findings.Add($"{section.Path} is '{value}', but it must be a group of settings: {string.Join(", ", Names)}.");
        var subscriptions = ReadSubscriptions(section.GetSection(Subscriptions), findings);
        if (findings.Count > known) return null;
        read.Type = section[nameof(read.Type)];
        section.GetSection(nameof(read.Policies)).Bind(read.Policies);
        if (read.Type is null && declared is null)
        {
            findings.Add($"{section.Path}:Type is left out, but it must be the name of a component class, because no code registers {section.Key}. Add it, or register {section.Key} with AddComponent.");
            return null;
        }
        var registration = declared ?? new ComponentRegistration { Id = section.Key, Type = read.Type! };
        return registration with
        {
            Type = read.Type ?? registration.Type,
            Subscriptions = subscriptions.IsEmpty ? registration.Subscriptions : subscriptions,
            Settings = Leaves(section.GetSection(Settings), "").Aggregate(registration.Settings.WithComparers(StringComparer.OrdinalIgnoreCase), static (all, one) => all.SetItem(one.Key, one.Value)),
            Policies = read.Policies.Over(registration.Policies),
        };
    }

    private static IEnumerable<string> Names => typeof(DeclaredComponent).GetProperties().Select(property => property.Name);

    private static Type? Known(IConfigurationSection child) => Is(child, nameof(DeclaredComponent.Type)) ? typeof(string)
        : Is(child, nameof(DeclaredComponent.Policies)) ? typeof(DeclaredPolicies) : null;

    private static bool Is(IConfigurationSection section, string name) => section.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<ComponentSubscription> ReadSubscriptions(IConfigurationSection section, List<string> findings)
    {
        var subscriptions = ImmutableArray.CreateBuilder<ComponentSubscription>();
        foreach (var entry in section.GetChildren())
        {
            // A list has numbers for keys and patterns for values; a group has patterns for keys and priorities for values.
            if (int.TryParse(entry.Key, CultureInfo.InvariantCulture, out _) && entry.Value is { } pattern) subscriptions.Add(new(pattern));
            else if (int.TryParse(entry.Value, CultureInfo.InvariantCulture, out var priority)) subscriptions.Add(new(entry.Key, priority));
            else findings.Add($"{entry.Path} is '{entry.Value}', but it must be a whole number, the priority. Write it like \"{entry.Key}\": 0, or give the patterns as a list.");
        }
        return subscriptions.ToImmutable();
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(IConfigurationSection section, string prefix)
    {
        foreach (var child in section.GetChildren())
        {
            var name = prefix + child.Key;
            if (child.Value is { } value) yield return new(name, value);
            foreach (var leaf in Leaves(child, name + ":")) yield return leaf;
        }
    }
}
