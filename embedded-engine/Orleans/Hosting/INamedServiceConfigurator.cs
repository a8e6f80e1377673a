using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures a named service, such as a stream provider.</summary>
public interface INamedServiceConfigurator
{
    /// <summary>The service's name.</summary>
    string Name { get; }

    /// <summary>Adds to the services.</summary>
    Action<Action<IServiceCollection>> ConfigureDelegate { get; }
}
