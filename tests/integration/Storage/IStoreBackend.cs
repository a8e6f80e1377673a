namespace Genesis.Tests.Integration.Storage;

/// <summary>A database for stores, made for one test.</summary>
internal interface IStoreBackend : IAsyncDisposable
{
    /// <summary>Adds grain storage to a host.</summary>
    void AddStorage(ISiloBuilder silo, string name);

    /// <summary>Adds the journal to a host.</summary>
    void AddJournal(ISiloBuilder silo, Action<Genesis.Storage.JournalOptions>? limits);

    /// <summary>Runs SQL, as somebody who damages what is stored; {p} stands for what comes before a table's name.</summary>
    int Execute(string sql);
}
