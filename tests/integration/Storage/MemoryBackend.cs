using Genesis.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>Stores in memory that outlive their host.</summary>
internal sealed class MemoryBackend : IStoreBackend
{
    private readonly MemoryStores _stores = new();

    public void AddStorage(ISiloBuilder silo, string name) => silo.AddGenesisMemoryStorage(name, options => options.Stores = _stores);

    public void AddJournal(ISiloBuilder silo, Action<JournalOptions>? limits) => silo.AddGenesisMemoryJournal(options => options.Stores = _stores, limits);

    public int Execute(string sql) =>
        _stores.Execute(sql.Contains("journal_", StringComparison.Ordinal) ? "journal" : "checkpoints", sql.Replace("{p}", "", StringComparison.Ordinal));

    public ValueTask DisposeAsync()
    {
        _stores.Dispose();
        return default;
    }
}
