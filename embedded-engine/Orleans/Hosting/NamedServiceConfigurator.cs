using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures a named service, such as a stream provider.</summary>
public class NamedServiceConfigurator(string name, Action<Action<IServiceCollection>> configureDelegate) : INamedServiceConfigurator
{
    /// <inheritdoc />
    public string Name { get; } = name;

    /// <inheritdoc />
    public Action<Action<IServiceCollection>> ConfigureDelegate { get; } = configureDelegate;
}
