using System.Data.Common;
using Genesis.Storage;

namespace Genesis.Persistence;

/// <summary>
/// The database behind Orleans' grain storage, with a connection of our own: it makes the tables, keeps marks and tells whether the database can be written to. While the
/// connection is open, SQLite does not transfer its log into the file after each of the provider's short connections. Any thread.
/// </summary>
internal sealed class SystemDatabase(OrleansDatabase database, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IStoreDialect _dialect = database.NewDialect();
    private SqlSession? _session;

    public OrleansDatabase Database => database;

    public string Kind => _dialect.Kind;

    /// <inheritdoc cref="IStoreDialect.Prefix"/>
    public string Prefix => _dialect.Prefix;

    /// <summary>Opens the database and makes the tables that are missing; tries again until the time to open is over.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be used; the message says why and what to do.</exception>
    public async Task OpenAsync(string store, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (await Task.Run(() => TryWrite(session => OrleansTables.Make(session, database.Scripts)), cancellationToken) is { } reason)
        {
            if (time.GetElapsedTime(began) >= database.Options.OpenTimeout)
                throw new StorageUnavailableException($"Store \"{store}\" could not be opened within {database.Options.OpenTimeout}: {reason}");
            await Task.Delay(database.Options.RetryDelay, time, cancellationToken);
        }
    }

    /// <summary>Why the database cannot be written to at the moment; null if it can.</summary>
    public string? Probe() => TryWrite(session => OrleansTables.Probe(session, time.GetUtcNow()));

    /// <summary>Does something in a transaction that is flushed to disk.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be used.</exception>
    public T Write<T>(string store, Func<SqlSession, T> write)
    {
        T result = default!;
        return TryWrite(session => result = write(session)) is { } reason ? throw new StorageUnavailableException($"Store \"{store}\" is degraded: {reason}") : result;
    }

    /// <summary>Why the database cannot be used, with what to do; null if the error is none of the database's.</summary>
    public string? Reason(Exception exception) => _dialect.Outage(exception) ?? (exception is DbException ? $"{exception.Message} Look at {Kind}." : null);

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private string? TryWrite(Action<SqlSession> write)
    {
        lock (_gate)
        {
            try
            {
                _session ??= new SqlSession(_dialect);
                _dialect.Begin(_session, flush: true);
                // Not the lock of the other stores, which make their tables at the same time.
                _dialect.Serialize(_session, "grain storage");
                write(_session);
                _session.Commit();
                return null;
            }
            catch (Exception exception)
            {
                Close();
                if (Reason(exception) is { } reason) return reason;
                throw;
            }
        }
    }

    // A transaction that is still open is rolled back with its connection.
    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
