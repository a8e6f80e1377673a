using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

/// <summary>
/// A store with a thread of its own. Whatever waits when the thread comes round goes into one transaction. When the database cannot be used,
/// operations wait until it can or until their time is up, and the thread goes on trying.
/// </summary>
internal sealed class GroupCommitStore : IStore
{
    // How much company the transaction before must have had for the next one to wait for more.
    private const int Company = 8;
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly StoreStatus _status;
    private readonly StoreRunner _runner;
    private readonly object _gate = new();
    private readonly Queue<StoreOperation> _queue = [];
    private readonly long _timeout;
    private StoreOperation[] _batch = [];
    private long _queuedBytes;
    private int _hurrying;
    private int _running;
    private Thread? _thread;
    private ITimer? _sweep;
    private bool _stopping;

    public GroupCommitStore(string name, IStoreDialect dialect, IStoreTable table, StoreOptions options, TimeProvider time, ILogger log, IMeterFactory? meters)
    {
        (_name, _options, _time, _log) = (name, options, time, log);
        _timeout = (long)(options.OperationTimeout.TotalSeconds * time.TimestampFrequency);
        _status = new StoreStatus(name, dialect.Kind, time, log, meters, () => Queued);
        _runner = new StoreRunner(name, dialect, table, _status, time, log);
    }

    public StorageHealth Health => _status.Health(Queued);

    private int Queued
    {
        get
        {
            lock (_gate) return _queue.Count + _running;
        }
    }

    public Task<T> Do<T>(StoreOperation<T> operation)
    {
        operation.Deadline = _time.GetTimestamp() + _timeout;
        lock (_gate)
        {
            if (_thread is null || _stopping) return Refuse(operation, "it is not open");
            if (_queue.Count >= _options.QueueLimit) return Refuse(operation, $"{_queue.Count} operations wait already, which is the limit");
            if (_queuedBytes + operation.Bytes > _options.QueueBytes && _queue.Count > 0)
                return Refuse(operation, $"{_queuedBytes} bytes wait already, and the limit is {_options.QueueBytes}");
            _queuedBytes += operation.Bytes;
            _queue.Enqueue(operation);
            if (operation.Hurries) _hurrying++;
            if (_queue.Count == 1 || operation.Hurries) Monitor.Pulse(_gate);
        }
        return operation.Answer;
    }

    public async Task Open(CancellationToken cancellationToken)
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_thread is not null) return;
            _stopping = false;
            _thread = new Thread(() => Work(opened)) { IsBackground = true, Name = $"Genesis store {_name}" };
            _thread.Start();
        }
        _sweep = _time.CreateTimer(static store => ((GroupCommitStore)store!).GiveUpLate(), this, Sweep, Sweep);
        await opened.Task.WaitAsync(cancellationToken);
        _log.StoreOpened(_name, Health.Kind);
    }

    public async Task Close(CancellationToken cancellationToken)
    {
        Thread? thread;
        lock (_gate)
        {
            thread = _thread;
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        if (thread is null) return;
        // The thread ends when nothing waits any more, or when the last has waited for its time.
        var limit = _time.GetTimestamp() + _timeout + _time.TimestampFrequency;
        while (thread.IsAlive && _time.GetTimestamp() < limit && !cancellationToken.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(5), _time, CancellationToken.None);
        var left = FailAll($"Store \"{_name}\" was closed before this was done.");
        if (left > 0) _log.OperationsLost(_name, left, Health.Reason ?? "the time to stop was over");
        if (_sweep is not null) await _sweep.DisposeAsync();
        var health = Health;
        _log.StoreClosed(_name, health.Rows, health.Commits);
    }

    public void Refused(RefusedState refused) => _status.Refused(refused);

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        _sweep?.Dispose();
        _status.Dispose();
    }

    private void Work(TaskCompletionSource opened)
    {
        try
        {
            if (!OpenFirst(opened)) return;
            var batch = new List<StoreOperation>();
            var last = 0L;
            var company = 0;
            while (AwaitWork(company >= Company ? last : 0))
            {
                Gather(batch);
                last = _time.GetTimestamp();
                company = batch.Count;
                var delay = _options.RetryDelay;
                while (batch.Count > 0 && !_runner.TryRun(batch))
                {
                    lock (_gate)
                    {
                        _batch = [.. batch];
                        if (!_stopping) Monitor.Wait(_gate, delay);
                    }
                    delay = delay * 2 < _options.MaximumRetryDelay ? delay * 2 : _options.MaximumRetryDelay;
                    batch.RemoveAll(static operation => operation.IsDone);
                }
                lock (_gate)
                {
                    _running = 0;
                    _batch = [];
                }
            }
        }
        catch (Exception exception)
        {
            _log.OperationFailed(exception, _name);
            _status.Failed($"Its thread has ended: {exception.Message}");
            FailAll($"Store \"{_name}\" has failed: {exception.Message}");
        }
        finally
        {
            _runner.Dispose();
            lock (_gate) _thread = null;
        }
    }

    /// <summary>The first opening has a time of its own, and what keeps it from succeeding keeps the silo from starting.</summary>
    private bool OpenFirst(TaskCompletionSource opened)
    {
        var limit = _time.GetTimestamp() + (long)(_options.OpenTimeout.TotalSeconds * _time.TimestampFrequency);
        while (true)
        {
            try
            {
                if (_runner.TryOpen(out var reason))
                {
                    opened.SetResult();
                    return true;
                }
                if (_time.GetTimestamp() >= limit || _stopping)
                {
                    opened.SetException(new StorageUnavailableException($"Store \"{_name}\" could not be opened within {_options.OpenTimeout}: {reason}"));
                    return false;
                }
            }
            catch (Exception exception)
            {
                opened.SetException(exception);
                return false;
            }
            lock (_gate)
                if (!_stopping) Monitor.Wait(_gate, _options.RetryDelay);
        }
    }

    /// <summary>Waits for something to do; under load also for company, until the time to gather since the last transaction is over.</summary>
    private bool AwaitWork(long gatherSince)
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_stopping) return false;
                Monitor.Wait(_gate, TimeSpan.FromSeconds(1));
            }
            if (gatherSince != 0 && _options.Gather > TimeSpan.Zero)
            {
                // A pulse comes only for the first in the queue and for what hurries, so this wait ends with its time, or when it should.
                var left = _options.Gather - _time.GetElapsedTime(gatherSince);
                if (left > TimeSpan.FromMilliseconds(1) && _queue.Count < _options.BatchOperations && !_stopping && _hurrying == 0) Monitor.Wait(_gate, left);
            }
            return true;
        }
    }

    private void Gather(List<StoreOperation> batch)
    {
        batch.Clear();
        for (var bytes = 0L; batch.Count < _options.BatchOperations && bytes < _options.BatchBytes;)
        {
            StoreOperation? operation;
            lock (_gate)
            {
                if (!_queue.TryDequeue(out operation)) break;
                _queuedBytes -= operation.Bytes;
                if (operation.Hurries) _hurrying--;
                _running = batch.Count + 1;
            }
            if (!operation.TryTake()) continue;
            try
            {
                operation.Prepare();
                bytes += operation.Bytes;
                batch.Add(operation);
            }
            catch (Exception exception)
            {
                operation.Fail(exception);
            }
        }
        lock (_gate)
        {
            _running = batch.Count;
            _batch = [.. batch];
        }
    }

    /// <summary>Whoever has waited for its time gets its answer, also while the thread hangs in the database.</summary>
    private void GiveUpLate()
    {
        List<StoreOperation> late = [];
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            foreach (var operation in _batch)
                if (operation.Deadline < now) late.Add(operation);
            foreach (var operation in _queue)
            {
                if (operation.Deadline >= now) break;
                late.Add(operation);
            }
        }
        if (late.Count == 0) return;
        var message = $"Store \"{_name}\" did not do this within {_options.OperationTimeout}: {Health.Reason ?? "it is slow"} Whether it was done is unknown.";
        var given = late.Count(operation => operation.Fail(new StorageUnavailableException(message)));
        if (given > 0) _status.GaveUp(given);
    }

    private int FailAll(string message)
    {
        StoreOperation[] all;
        lock (_gate)
        {
            all = [.. _batch, .. _queue];
            _queue.Clear();
            _queuedBytes = 0;
            _hurrying = 0;
        }
        return all.Count(operation => operation.Fail(new StorageUnavailableException(message)));
    }

    private Task<T> Refuse<T>(StoreOperation<T> operation, string why)
    {
        _status.GaveUp(1);
        var reason = Health.Reason;
        operation.Fail(new StorageUnavailableException($"Store \"{_name}\" takes nothing now: {why}.{(reason is null ? "" : $" It is degraded: {reason}")}"));
        return operation.Answer;
    }
}
