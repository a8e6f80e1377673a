using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>A name directly in the section Genesis that somebody reads.</summary>
internal sealed record SettingsName(string Name);

/// <summary>The section Genesis as a whole.</summary>
internal sealed class SettingsRoot;

/// <summary>Refuses names in the section Genesis that nobody reads: a section with a slip in its name would be passed over whole.</summary>
internal sealed class SettingsRootValidator(IEnumerable<SettingsName> known, IConfiguration configuration) : IValidateOptions<SettingsRoot>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SettingsRoot options)
    {
        string[] names = [.. known.Select(static known => known.Name).Append(nameof(SiloSettings.SiloName)).Append(nameof(SiloSettings.GatewayPort)).Distinct().Order(StringComparer.Ordinal)];
        var unknown = configuration.GetSection(SiloSettings.Section).GetChildren().Where(child => !names.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        string[] findings = [.. unknown.Select(child => SettingsCheck.Unknown(child, names))];
        return findings.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(findings);
    }
}
