using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Benchmarks.Components;

/// <summary>Stores in SQLite files of a directory that goes with this.</summary>
internal sealed class TemporaryFiles : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-bench-").FullName;

    public string Folder => _directory;

    public void AddStores(ISiloBuilder silo) => silo
        .AddGenesisSqliteStorage(StoreNames.Checkpoints, options => options.Path = Path.Combine(_directory, "checkpoints.db"))
        .AddGenesisSqliteStorage(StoreNames.System, options => options.Path = Path.Combine(_directory, "system.db"))
        .AddGenesisSqliteJournal(options => options.Path = Path.Combine(_directory, "journal.db"));

    public static IStorageHealthSource Checkpoints(ComponentsUnderTest host) =>
        (IStorageHealthSource)host.Services.GetRequiredKeyedService<Orleans.Storage.IGrainStorage>(StoreNames.Checkpoints);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
