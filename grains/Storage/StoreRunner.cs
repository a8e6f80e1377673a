using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

/// <summary>Does a batch of operations in the database, in order; opens the database again after a failure. Used by one thread at a time.</summary>
internal sealed class StoreRunner(string name, IStoreDialect dialect, IStoreTable table, StoreStatus status, TimeProvider time, ILogger log) : IDisposable
{
    private SqlSession? _session;

    /// <summary>Opens the database if it is not; false with the reason when it cannot be used now.</summary>
    public bool TryOpen(out string? reason)
    {
        reason = null;
        if (_session is not null) return true;
        SqlSession? session = null;
        try
        {
            session = new SqlSession(dialect);
            dialect.Begin(session, flush: true);
            dialect.Serialize(session, "tables");
            table.Open(session);
            session.Commit();
            _session = session;
            status.Opened();
            return true;
        }
        catch (Exception exception)
        {
            session?.Dispose();
            reason = dialect.Outage(exception);
            if (reason is null) throw;
            status.Failed(reason);
            return false;
        }
    }

    /// <summary>Does what can be done and answers it, which leaves the list; false when the database cannot be used now.</summary>
    public bool TryRun(List<StoreOperation> batch)
    {
        if (!TryOpen(out _)) return false;
        while (batch.Count > 0)
        {
            // A read sees the writes before it: runs of writes and runs of reads take turns.
            var writes = batch[0].Writes;
            var run = batch.FindIndex(operation => operation.Writes != writes) is var end and >= 0 ? batch.GetRange(0, end) : [.. batch];
            if (!TryDo(run, writes)) return false;
            batch.RemoveRange(0, run.Count);
        }
        return true;
    }

    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    private bool TryDo(List<StoreOperation> run, bool writes)
    {
        try
        {
            if (writes) Write(run);
            else table.Read(_session!, run);
        }
        catch (Exception exception)
        {
            if (writes) table.RolledBack();
            foreach (var operation in run) operation.Attempts++;
            if (dialect.Outage(exception) is { } reason)
            {
                Close();
                status.Failed(reason);
                return false;
            }
            if (!_session!.TryRollback()) Close();
            return DoApart(run, writes, exception);
        }
        foreach (var operation in run) operation.Succeed();
        return true;
    }

    /// <summary>An operation that cannot be done must not take the others along: each gets a transaction of its own.</summary>
    private bool DoApart(List<StoreOperation> run, bool writes, Exception exception)
    {
        if (run.Count == 1)
        {
            log.OperationFailed(exception, name);
            run[0].Fail(exception);
            return true;
        }
        foreach (var operation in run)
            if (!operation.IsDone && (!TryOpen(out _) || !TryDo([operation], writes))) return false;
        return true;
    }

    private void Write(List<StoreOperation> run)
    {
        var session = _session!;
        var began = time.GetTimestamp();
        var flush = run.Exists(static operation => operation.Flush);
        dialect.Begin(session, flush);
        table.Write(session, run);
        session.Commit();
        status.Warn(table.Warning);
        status.Committed(run.Count, run.Sum(static operation => operation.Bytes), run.Sum(static operation => operation.RawBytes), flush, time.GetElapsedTime(began));
    }

    private void Close()
    {
        _session?.TryRollback();
        Dispose();
    }
}
