using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Storage;

/// <summary>Adds the journal of durable events and the dead letters to a silo.</summary>
public static class JournalSiloBuilderExtensions
{
    private const string Name = "journal";

    /// <summary>Adds journal and dead letters in a SQLite file of their own.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ISiloBuilder AddGenesisSqliteJournal(this ISiloBuilder builder, Action<SqliteStoreOptions> configure, Action<JournalOptions>? limits = null)
    {
        var options = StorageSiloBuilderExtensions.Configured(Name, configure);
        return builder.AddJournal(options, limits, (parts, table) => parts.Threaded(new SqliteDialect(options), table));
    }

    /// <summary>Adds journal and dead letters in a PostgreSQL database, which silos may share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ISiloBuilder AddGenesisPostgresJournal(this ISiloBuilder builder, Action<PostgresStoreOptions> configure, Action<JournalOptions>? limits = null)
    {
        var options = StorageSiloBuilderExtensions.Configured(Name, configure);
        return builder.AddJournal(options, limits, (parts, table) => parts.Threaded(new PostgresDialect(options), table));
    }

    /// <summary>Adds journal and dead letters in memory, for tests; usable in a simulation.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ISiloBuilder AddGenesisMemoryJournal(this ISiloBuilder builder, Action<MemoryStoreOptions>? configure = null, Action<JournalOptions>? limits = null)
    {
        var options = StorageSiloBuilderExtensions.Configured(Name, configure);
        return builder.AddJournal(options, limits, (parts, table) => parts.Inline(options, table));
    }

    private static ISiloBuilder AddJournal(this ISiloBuilder builder, StoreOptions options, Action<JournalOptions>? limits, Func<StoreParts, IStoreTable, IStore> make)
    {
        var journal = new JournalOptions();
        limits?.Invoke(journal);
        journal.Validate();
        builder.Services.AddSingleton(services =>
        {
            var parts = StoreParts.Of(Name, options, services);
            return new SqlJournal(Name, make(parts, new JournalTable(Name, journal, parts.Time)));
        });
        builder.Services.AddSingleton<IJournal>(static services => services.GetRequiredService<SqlJournal>());
        builder.Services.AddSingleton<IDeadLetters>(static services => services.GetRequiredService<SqlJournal>());
        builder.Services.AddSingleton<IStorageHealthSource>(static services => services.GetRequiredService<SqlJournal>());
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static services => services.GetRequiredService<SqlJournal>());
        return builder;
    }
}
