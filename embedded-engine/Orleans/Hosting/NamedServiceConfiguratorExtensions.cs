using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orleans.Hosting;

/// <summary>Options and parts of named services.</summary>
public static class NamedServiceConfiguratorExtensions
{
    /// <summary>Sets options of this name.</summary>
    public static void Configure<TOptions>(this INamedServiceConfigurator configurator, Action<OptionsBuilder<TOptions>>? configureOptions)
        where TOptions : class, new() =>
        configurator.ConfigureDelegate(services => configureOptions?.Invoke(services.AddOptions<TOptions>(configurator.Name)));

    /// <summary>Adds a service under this name, with its options.</summary>
    public static void ConfigureComponent<TOptions, TComponent>(
        this INamedServiceConfigurator configurator, Func<IServiceProvider, string, TComponent> factory, Action<OptionsBuilder<TOptions>>? configureOptions = null)
        where TOptions : class, new()
        where TComponent : class
    {
        configurator.Configure(configureOptions);
        configurator.ConfigureComponent(factory);
    }

    /// <summary>Adds a service under this name.</summary>
    public static void ConfigureComponent<TComponent>(this INamedServiceConfigurator configurator, Func<IServiceProvider, string, TComponent> factory)
        where TComponent : class =>
        configurator.ConfigureDelegate(services => services.AddKeyedSingleton(configurator.Name, (sp, _) => factory(sp, configurator.Name)));
}
