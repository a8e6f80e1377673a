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
        string[] stores = [.. new[] { StoreNames.Checkpoints, StoreNames.System }.Where(name => !Has<IGrainStorage>(silo, name))];
        var journal = !silo.Services.Any(service => service.ServiceType == typeof(IJournal));
        if (stores.Length == 0 && !journal) return;
        var options = Read(silo.Configuration, code);
        var folder = Path.GetFullPath(options.Folder, Path.GetFullPath(silo.Configuration[HostDefaults.ContentRootKey] ?? "."));
        silo.Services.AddSingleton(new StoragePlace(options.Kind, options.Kind == StorageKind.Postgres ? options.Schema : folder));
        switch (options.Kind)
        {
            case StorageKind.Memory:
                foreach (var name in stores) silo.AddGenesisMemoryStorage(name, store => store.Stores = options.Stores);
                if (journal) silo.AddGenesisMemoryJournal(store => store.Stores = options.Stores);
                break;
            case StorageKind.Postgres:
                foreach (var name in stores) silo.AddGenesisPostgresStorage(name, Database);
                if (journal) silo.AddGenesisPostgresJournal(Database);
                break;
            default:
                silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new DataFolder(folder));
                foreach (var name in stores) silo.AddGenesisSqliteStorage(name, store => store.Path = Path.Combine(folder, name + ".db"));
                if (journal) silo.AddGenesisSqliteJournal(store => store.Path = Path.Combine(folder, "journal.db"));
                break;
        }

        void Database(PostgresStoreOptions store) => (store.ConnectionString, store.Schema) = (options.ConnectionString, options.Schema);
    }

    private static bool Has<TService>(ISiloBuilder silo, string key) =>
        silo.Services.Any(service => service.ServiceType == typeof(TService) && key.Equals(service.ServiceKey));
}
