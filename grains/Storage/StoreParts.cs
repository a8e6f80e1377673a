using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Genesis.Storage;

/// <summary>What a store is made of.</summary>
internal sealed record StoreParts(string Name, StoreOptions Options, TimeProvider Time, ILogger Log, IMeterFactory? Meters)
{
    public static StoreParts Of(string name, StoreOptions options, IServiceProvider services) => new(
        name, options, services.GetService<TimeProvider>() ?? TimeProvider.System,
        services.GetService<ILoggerFactory>()?.CreateLogger($"Genesis.Storage.{name}") ?? NullLogger.Instance, services.GetService<IMeterFactory>());

    public IStore Threaded(IStoreDialect dialect, IStoreTable table) => new GroupCommitStore(Name, dialect, table, Options, Time, Log, Meters);

    public IStore Inline(MemoryStoreOptions options, IStoreTable table, bool beside = false) =>
        new InlineStore(Name, options.Stores ?? new MemoryStores(), table, options, Time, Log, Meters, beside && ReferenceEquals(Time, TimeProvider.System));
}
