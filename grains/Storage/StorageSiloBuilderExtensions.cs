using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;

namespace Genesis.Storage;

/// <summary>Adds stores to a silo.</summary>
public static class StorageSiloBuilderExtensions
{
    /// <summary>Adds grain storage in a SQLite file under a name: "checkpoints", "Default", "PubSubStore", or one's own.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ISiloBuilder AddGenesisSqliteStorage(this ISiloBuilder builder, string name, Action<SqliteStoreOptions> configure)
    {
        var options = Configured(name, configure);
        return builder.AddStorage(name, options, parts => parts.Threaded(new SqliteDialect(options), new StateTable(name, parts.Time)));
    }

    /// <summary>Adds grain storage in a PostgreSQL database under a name. Stores of several names, and silos, may share a database.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ISiloBuilder AddGenesisPostgresStorage(this ISiloBuilder builder, string name, Action<PostgresStoreOptions> configure)
    {
        var options = Configured(name, configure);
        return builder.AddStorage(name, options, parts => parts.Threaded(new PostgresDialect(options), new StateTable(name, parts.Time)));
    }

    /// <summary>Adds grain storage in memory, for tests: the same semantics as in a file, and usable in a simulation.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ISiloBuilder AddGenesisMemoryStorage(this ISiloBuilder builder, string name, Action<MemoryStoreOptions>? configure = null)
    {
        var options = Configured(name, configure);
        return builder.AddStorage(name, options, parts => parts.Inline(options, new StateTable(name, parts.Time), beside: true));
    }

    internal static TOptions Configured<TOptions>(string name, Action<TOptions>? configure)
        where TOptions : StoreOptions, new()
    {
        Names.TablesOf(name);
        var options = new TOptions();
        configure?.Invoke(options);
        options.Validate(name);
        return options;
    }

    private static ISiloBuilder AddStorage(this ISiloBuilder builder, string name, StoreOptions options, Func<StoreParts, IStore> make)
    {
        builder.Services.AddGrainStorage(name, (services, _) =>
        {
            var parts = StoreParts.Of(name, options, services);
            return new SqlGrainStorage(name, make(parts), options, parts.Time);
        });
        builder.Services.AddKeyedSingleton<IStoredVersions>(name, (services, _) => (IStoredVersions)services.GetRequiredKeyedService<Orleans.Storage.IGrainStorage>(name));
        builder.Services.AddSingleton(services => (IStorageHealthSource)services.GetRequiredKeyedService<Orleans.Storage.IGrainStorage>(name));
        return builder;
    }
}
