using Microsoft.Extensions.Options;

namespace Genesis.Silo;

/// <summary>Settings of the host, section Genesis.</summary>
public sealed class SiloSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Genesis";

    /// <summary>Name of the silo, for people.</summary>
    public string SiloName { get; set; } = "genesis";

    /// <summary>Port on 127.0.0.1 for consoles and other client processes; 1 to 65535.</summary>
    public int GatewayPort { get; set; } = 30000;
}

/// <summary>Refuses settings that cannot work, with the path, the value and the rule.</summary>
internal sealed class SiloSettingsValidator : IValidateOptions<SiloSettings>
{
    public ValidateOptionsResult Validate(string? name, SiloSettings options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.SiloName))
            failures.Add($"{SiloSettings.Section}:{nameof(options.SiloName)} is empty. It must name the silo; leave it out for 'genesis'.");
        if (options.GatewayPort is < 1 or > 65535)
            failures.Add($"{SiloSettings.Section}:{nameof(options.GatewayPort)} is {options.GatewayPort}. It must be a port from 1 to 65535.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
