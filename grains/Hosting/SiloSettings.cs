using System.Globalization;
using Genesis.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Settings of the silo itself, directly in the section Genesis. Read at start; a change takes effect at the next.</summary>
public sealed class SiloSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis";

    /// <summary>Name of the silo, for people.</summary>
    public string SiloName { get; set; } = "genesis";

    /// <summary>Port on 127.0.0.1 for consoles and other client processes, 1 to 65535. Left out: the silo program takes 30000, a host of your own opens none.</summary>
    public int? GatewayPort { get; set; }

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="OptionsValidationException">A setting breaks a rule.</exception>
    public static SiloSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var rules = new SettingRules(Section);
        var settings = new SiloSettings();
        if (section[nameof(SiloName)] is { } name)
        {
            rules.Require(name.Trim().Length > 0, nameof(SiloName), "empty", "the name of the silo", "Leave it out for genesis.");
            settings.SiloName = name;
        }
        if (section[nameof(GatewayPort)] is { Length: > 0 } text)
        {
            var isPort = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535;
            rules.Require(isPort, nameof(GatewayPort), text, "a port from 1 to 65535", "Leave it out for the default.");
            settings.GatewayPort = port;
        }
        return rules.Result is { Failed: true } refused ? throw new OptionsValidationException(Section, typeof(SiloSettings), refused.Failures) : settings;
    }
}
