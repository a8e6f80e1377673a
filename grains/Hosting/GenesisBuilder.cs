using System.Collections.Immutable;
using Genesis.Hosting;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Says what a host has: component classes, components and where their checkpoints are kept.</summary>
public sealed class GenesisBuilder
{
    // Classes that need not be made known again for each of their components.
    private readonly HashSet<Type> _known = [];

    internal GenesisBuilder(ISiloBuilder silo) => Silo = silo;

    /// <summary>The silo that the components run in.</summary>
    public ISiloBuilder Silo { get; }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services => Silo.Services;

    internal Action<StorageOptions>? Storage { get; private set; }

    /// <summary>Keeps checkpoints and journal in SQLite files, whatever the configuration says.</summary>
    /// <param name="folder">Where; relative to the host's content root.</param>
    public GenesisBuilder UseSqlite(string folder) => UseStorage(options => (options.Kind, options.Folder) = (StorageKind.Sqlite, folder));

    /// <summary>Keeps checkpoints and journal in a PostgreSQL database, whatever the configuration says.</summary>
    /// <param name="connectionString">Where the server is, as Npgsql wants it.</param>
    /// <param name="schema">The schema of the tables; made if it is not there.</param>
    public GenesisBuilder UsePostgres(string connectionString, string schema = "genesis") =>
        UseStorage(options => (options.Kind, options.ConnectionString, options.Schema) = (StorageKind.Postgres, connectionString, schema));

    /// <summary>Keeps checkpoints and journal in memory, for tests.</summary>
    /// <param name="stores">Give the same object to the next host to let what is kept outlive this one.</param>
    public GenesisBuilder UseMemory(MemoryStores? stores = null) => UseStorage(options => (options.Kind, options.Stores) = (StorageKind.Memory, stores));

    /// <summary>Names directly in the section Genesis that the host itself reads; others than these and the runtime's own are refused at start.</summary>
    public GenesisBuilder AllowSettings(params IEnumerable<string> names)
    {
        foreach (var name in names) Services.AddSingleton(new SettingsName(name));
        return this;
    }

    /// <summary>
    /// Adds settings of the host's own or of a library: a section of the configuration below Genesis, checked before anything starts. Names that the class does not have and
    /// values that cannot be read are refused, as is what the rules find; <see cref="IOptionsMonitor{TOptions}"/> gives them.
    /// </summary>
    /// <param name="section">Its path, such as <c>Genesis:Trading</c>.</param>
    /// <param name="rules">Makes what validates them; <see cref="SettingRules"/> words the findings.</param>
    public GenesisBuilder AddSettings<TOptions>(string section, Func<IServiceProvider, IValidateOptions<TOptions>> rules)
        where TOptions : class
    {
        if (!section.StartsWith(SiloSettings.Section + ":", StringComparison.Ordinal))
            throw new ArgumentException($"The section {section} is not below {SiloSettings.Section}. Name it {SiloSettings.Section}:{section}.", nameof(section));
        Services.AddSection(Silo.Configuration, section, rules);
        return this;
    }

    private GenesisBuilder UseStorage(Action<StorageOptions> storage)
    {
        Storage = storage;
        return this;
    }

    /// <summary>Makes a component class known, so that components of it can be registered by configuration and while the host runs.</summary>
    /// <param name="name">The name in registrations and checkpoints; the class' own name when left out.</param>
    /// <param name="make">Makes an instance; when left out, the constructor is called with services of the host.</param>
    public GenesisBuilder AddComponentType<T>(string? name = null, Func<IServiceProvider, ComponentRegistration, T>? make = null)
        where T : Component
    {
        Services.AddSingleton(new ComponentTypeEntry(name ?? typeof(T).Name, typeof(T), make));
        return this;
    }

    /// <summary>Registers a component, and makes its class known.</summary>
    /// <param name="id">The component's id.</param>
    /// <param name="subscriptions">The events that it gets.</param>
    /// <param name="policies">How it is treated.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="make">Makes an instance; when left out, the constructor is called with services of the host.</param>
    public GenesisBuilder AddComponent<T>(
        string id, IEnumerable<string>? subscriptions = null, ComponentPolicies? policies = null, IReadOnlyDictionary<string, string>? settings = null,
        Func<IServiceProvider, ComponentRegistration, T>? make = null)
        where T : Component
    {
        var type = typeof(T).Name;
        if (make is not null) _known.Remove(typeof(T));
        if (make is not null || _known.Add(typeof(T))) AddComponentType(type, make);
        return AddComponent(new ComponentRegistration
        {
            Id = id,
            Type = type,
            Subscriptions = [.. (subscriptions ?? []).Select(pattern => new ComponentSubscription(pattern))],
            Policies = policies ?? ComponentPolicies.Default,
            Settings = settings?.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase) ?? ImmutableDictionary<string, string>.Empty,
        });
    }

    /// <summary>Registers a component whose class is known.</summary>
    public GenesisBuilder AddComponent(ComponentRegistration registration)
    {
        Services.AddSingleton(registration);
        return this;
    }
}
