using System.Diagnostics.Metrics;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Genesis.Persistence;

/// <summary>Adds the grain storage for all states but checkpoints and journal.</summary>
internal static class SystemStores
{
    /// <summary>Adds Orleans' ADO.NET storage under the names; all of them share the database.</summary>
    public static void AddAdoNet(ISiloBuilder silo, IReadOnlyCollection<string> names, OrleansDatabase database)
    {
        if (names.Count == 0) return;
        silo.Services.AddSingleton(services => new SystemDatabase(database, Time(services)));
        foreach (var name in names)
        {
            silo.AddAdoNetGrainStorage(name, (AdoNetGrainStorageOptions options) =>
            {
                (options.Invariant, options.ConnectionString, options.InitStage) = (database.Invariant, database.ConnectionString, StoreStages.Provider);
                if (name == StoreNames.System) options.GrainStorageSerializer = StateJson.Serializer;
            });
            // The last one of a name counts, also as the participant in the silo's lifecycle that Orleans has added for it.
            silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => Observed(name, services));
            silo.Services.AddSingleton(services => (IStorageHealthSource)services.GetRequiredKeyedService<IGrainStorage>(name));
        }
    }

    /// <summary>Adds storage in memory under the names.</summary>
    public static void AddMemory(ISiloBuilder silo, IReadOnlyCollection<string> names, MemoryStores? stores)
    {
        var kept = stores ?? new MemoryStores();
        foreach (var name in names)
        {
            silo.Services.AddGrainStorage(name, (services, _) =>
                new InMemoryGrainStorage(name, kept, name == StoreNames.System ? StateJson.Serializer : services.GetRequiredService<IGrainStorageSerializer>()));
        }
    }

    private static ObservedGrainStorage Observed(string name, IServiceProvider services)
    {
        var (database, time) = (services.GetRequiredService<SystemDatabase>(), Time(services));
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Genesis.Storage.{name}");
        var former = name == StoreNames.System ? new FormerStates(name, services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId, database, [.. services.GetServices<FormerState>()], time, log) : null;
        return new ObservedGrainStorage(name, AdoNetGrainStorageFactory.Create(services, name), database, former, time, log, services.GetService<IMeterFactory>());
    }

    private static TimeProvider Time(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;
}
