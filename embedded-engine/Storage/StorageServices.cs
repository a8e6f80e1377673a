using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Storage;

/// <summary>Registers what stored state is made of.</summary>
internal static class StorageServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new StorageProviders(provider, services));
        services.TryAddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.TryAddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, PersistentStateMapper>();
        services.TryAddSingleton(static provider => new StateJson(provider.GetRequiredService<IGrainFactory>()));
    }
}
