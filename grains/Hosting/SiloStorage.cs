using Genesis.Persistence;
using Genesis.Registry;
using Genesis.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Genesis.Hosting;

/// <summary>Adds the stores that a host has not brought itself.</summary>
internal static class SiloStorage
{
    /// <summary>Reads and checks the settings; what code says wins.</summary>
    /// <exception cref="OptionsValidationException">A setting breaks a rule.</exception>
    public static StorageOptions Read(IConfiguration configuration, Action<StorageOptions>? code)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        var findings = SettingsCheck.Of(section, typeof(StorageOptions));
        var options = new StorageOptions();
        if (findings.Count == 0)
        {
            section.Bind(options);
            code?.Invoke(options);
            if (new StorageOptionsValidator().Validate(null, options) is { Failed: true } refused) findings = [.. refused.Failures];
        }
        return findings.Count == 0 ? options : throw new OptionsValidationException(StorageOptions.Section, typeof(StorageOptions), findings);
    }

    public static void Add(ISiloBuilder silo, Action<StorageOptions>? code)
    {
        var checkpoints = !Has<IGrainStorage>(silo, StoreNames.Checkpoints);
        var journal = !silo.Services.Any(service => service.ServiceType == typeof(IJournal));
        string[] system = [.. new[] { StoreNames.System, StoreNames.PubSub }.Where(name => !Has<IGrainStorage>(silo, name))];
        if (!checkpoints && !journal && !system.Contains(StoreNames.System))
        {
            // A host that brings all stores of Genesis needs no other for subscriptions alone.
            SystemStores.AddMemory(silo, system, null);
            return;
        }
        var options = Read(silo.Configuration, code);
        var folder = Path.GetFullPath(options.Folder, Path.GetFullPath(silo.Configuration[HostDefaults.ContentRootKey] ?? "."));
        silo.Services.AddSingleton(new StoragePlace(options.Kind, options.Kind == StorageKind.Postgres ? options.Schema : folder));
        silo.Services.AddSingleton<FormerState>(new FormerState<RegistryState>(GrainId.Create("registry", IRegistryGrain.Key), "registry"));
        switch (options.Kind)
        {
            case StorageKind.Memory:
                if (checkpoints) silo.AddGenesisMemoryStorage(StoreNames.Checkpoints, store => store.Stores = options.Stores);
                if (journal) silo.AddGenesisMemoryJournal(store => store.Stores = options.Stores);
                SystemStores.AddMemory(silo, system, options.Stores);
                break;
            case StorageKind.Postgres:
                if (checkpoints) silo.AddGenesisPostgresStorage(StoreNames.Checkpoints, Database);
                if (journal) silo.AddGenesisPostgresJournal(Database);
                SystemStores.AddAdoNet(silo, system, OrleansDatabase.PostgreSql(options.ConnectionString, options.Schema));
                break;
            default:
                silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(_ => new DataFolder(folder));
                if (checkpoints) silo.AddGenesisSqliteStorage(StoreNames.Checkpoints, store => store.Path = Path.Combine(folder, StoreNames.Checkpoints + ".db"));
                if (journal) silo.AddGenesisSqliteJournal(store => store.Path = Path.Combine(folder, "journal.db"));
                SystemStores.AddAdoNet(silo, system, OrleansDatabase.Sqlite(Path.Combine(folder, StoreNames.System + ".db")));
                break;
        }

        void Database(PostgresStoreOptions store) => (store.ConnectionString, store.Schema) = (options.ConnectionString, options.Schema);
    }

    private static bool Has<TService>(ISiloBuilder silo, string key) =>
        silo.Services.Any(service => service.ServiceType == typeof(TService) && key.Equals(service.ServiceKey));
}
