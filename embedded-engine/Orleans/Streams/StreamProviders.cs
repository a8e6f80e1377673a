using Genesis.Embedded.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Streams;

/// <summary>Finds stream providers: they are services keyed by name.</summary>
internal static class StreamProviders
{
    public static IStreamProvider Get(IServiceProvider services, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name), "A stream provider has a name.");

        return services.GetKeyedService<IStreamProvider>(name)
            ?? throw (services.GetService<StreamProviderNames>() ?? new StreamProviderNames([])).Unknown(name);
    }
}
