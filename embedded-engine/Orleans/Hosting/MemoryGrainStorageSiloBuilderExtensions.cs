using Genesis.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace Orleans.Hosting;

/// <summary>Storage in the memory of the process, for tests and for state that may be lost with the silo.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds memory storage as the default one.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<MemoryGrainStorageOptions> configureOptions) =>
        builder.AddMemoryGrainStorageAsDefault(options => options.Configure(configureOptions));

    /// <summary>Adds memory storage under a name.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<MemoryGrainStorageOptions> configureOptions) =>
        builder.AddMemoryGrainStorage(name, options => options.Configure(configureOptions));

    /// <summary>Adds memory storage as the default one.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(
        this ISiloBuilder builder, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null) =>
        builder.AddMemoryGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    /// <summary>Adds memory storage under a name.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name, as in [PersistentState("state", "name")].</param>
    /// <param name="configureOptions">Changes options.</param>
    public static ISiloBuilder AddMemoryGrainStorage(
        this ISiloBuilder builder, string name, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null)
    {
        configureOptions?.Invoke(builder.Services.AddOptions<MemoryGrainStorageOptions>(name));
        builder.Services.AddGrainStorage(name, static (services, name) => new MemoryStorage(services.GetRequiredService<StateJson>(), name, new MemoryRecords()));
        return builder;
    }
}
