using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>Settings in a section of the configuration: checked, bound, validated at start and followed while the host runs.</summary>
internal static class SettingsSection
{
    /// <summary>Adds a section.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="path">The section.</param>
    /// <param name="rules">Makes what validates the settings.</param>
    public static void AddSection<TOptions>(
        this IServiceCollection services, IConfiguration configuration, string path, Func<IServiceProvider, IValidateOptions<TOptions>> rules)
        where TOptions : class
    {
        if (services.Any(service => service.ServiceType == typeof(IOptionsMonitor<TOptions>))) return;
        var section = configuration.GetSection(path);
        services.AddName(path);
        services.AddSingleton<IConfigureOptions<TOptions>>(new ConfigureOptions<TOptions>(options => Bind(section, options)));
        services.AddLive(configuration, rules);
    }

    /// <summary>Adds settings that are made of the configuration in a way of their own.</summary>
    public static void AddLive<TOptions>(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, IValidateOptions<TOptions>> rules)
        where TOptions : class
    {
        services.AddSingleton(rules);
        services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(new ConfigurationChangeTokenSource<TOptions>(configuration));
        services.AddSingleton<IOptionsMonitor<TOptions>, LiveOptions<TOptions>>();
        services.AddOptions<TOptions>().ValidateOnStart();
    }

    /// <summary>Makes a section known, so that it is not taken for a slip.</summary>
    public static void AddName(this IServiceCollection services, string path) => services.AddSingleton(new SettingsName(path[(SiloSettings.Section.Length + 1)..].Split(':')[0]));

    private static void Bind<TOptions>(IConfigurationSection section, TOptions options)
        where TOptions : class
    {
        if (SettingsCheck.Of(section, typeof(TOptions)) is { Count: > 0 } findings) throw new OptionsValidationException(section.Path, typeof(TOptions), findings);
        section.Bind(options);
    }
}
