using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Genesis.Embedded.Storage;

/// <summary>Finds the storage of a name and says what there is when there is none.</summary>
internal sealed class StorageProviders(IServiceProvider services, IServiceCollection registered)
{
    /// <summary>The storage of the name; of the default one when the name is empty.</summary>
    /// <param name="name">The name; null or empty for the default storage.</param>
    /// <param name="wanted">Who asks, for the message.</param>
    /// <exception cref="BadProviderConfigException">There is no storage of this name.</exception>
    public IGrainStorage Get(string? name, string wanted)
    {
        var found = string.IsNullOrWhiteSpace(name) ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(name);
        return found ?? throw Missing(name, wanted);
    }

    private BadProviderConfigException Missing(string? name, string wanted)
    {
        var known = registered
            .Where(static service => service.IsKeyedService && service.ServiceType == typeof(IGrainStorage))
            .Select(static service => $"\"{service.ServiceKey}\"").Distinct().Order(StringComparer.Ordinal).ToList();
        var there = known.Count == 0 ? "None is registered" : $"Registered are {string.Join(", ", known)}";
        return new BadProviderConfigException(string.IsNullOrWhiteSpace(name)
            ? $"{wanted} names no storage, and no default storage provider is registered. {there}. "
              + "Add one where the silo is built, for instance AddMemoryGrainStorageAsDefault(), or name one in [PersistentState] or [StorageProvider]."
            : $"{wanted} wants the storage provider \"{name}\", and there is none of that name. {there}. "
              + $"Add it where the silo is built, for instance AddMemoryGrainStorage(\"{name}\"), or correct the name: names are compared exactly.");
    }
}
