using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

/// <summary>
/// A store in memory that takes only the time it is told to. In a simulation it works on its caller's thread, as a journal does always; states are written beside it, in the
/// order in which they come: a big one takes long to serialise, and the turn of the grain that writes it is not held meanwhile.
/// </summary>
internal sealed class InlineStore : IStore
{
    private readonly string _name;
    private readonly MemoryStoreOptions _options;
    private readonly MemoryStores _stores;
    private readonly TimeProvider _time;
    private readonly StoreStatus _status;
    private readonly StoreRunner _runner;
    private readonly bool _beside;
    private readonly Queue<StoreOperation> _queue = [];
    private bool _works;

    public InlineStore(string name, MemoryStores stores, IStoreTable table, MemoryStoreOptions options, TimeProvider time, ILogger log, IMeterFactory? meters, bool beside)
    {
        (_name, _options, _stores, _time) = (name, options, stores, time);
        _beside = beside;
        var dialect = new MemoryDialect(stores, name);
        _status = new StoreStatus(name, dialect.Kind, time, log, meters, static () => 0);
        _runner = new StoreRunner(name, dialect, table, _status, time, log);
    }

    public StorageHealth Health => _status.Health(0);

    public async Task<T> Do<T>(StoreOperation<T> operation)
    {
        var half = (_options.Latency?.Invoke() ?? TimeSpan.Zero) / 2;
        if (half > TimeSpan.Zero) await Task.Delay(half, _time);
        if (_beside) RunBeside(operation);
        else Run(operation);
        if (half > TimeSpan.Zero) await Task.Delay(half, _time);
        return await operation.Answer;
    }

    public Task Open(CancellationToken cancellationToken)
    {
        lock (_stores.Database(_name)) _runner.TryOpen(out _);
        return Task.CompletedTask;
    }

    public Task Close(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Refused(RefusedState refused) => _status.Refused(refused);

    public void Dispose()
    {
        _runner.Dispose();
        _status.Dispose();
    }

    private void RunBeside(StoreOperation operation)
    {
        lock (_queue)
        {
            _queue.Enqueue(operation);
            if (_works) return;
            _works = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static store => store.Work(), this, preferLocal: false);
    }

    private void Work()
    {
        while (true)
        {
            StoreOperation? operation;
            lock (_queue)
            {
                _works = _queue.TryDequeue(out operation);
                if (!_works) return;
            }
            try
            {
                Run(operation!);
            }
            catch (Exception exception)
            {
                operation!.Fail(exception);
            }
        }
    }

    private void Run(StoreOperation operation)
    {
        if (_options.Fault?.Invoke() is { } fault)
        {
            _status.Failed(fault.Message);
            _status.GaveUp(1);
            operation.Fail(fault as StorageUnavailableException ?? new StorageUnavailableException($"Store \"{_name}\" is degraded: {fault.Message}", fault));
            return;
        }
        try
        {
            operation.Prepare();
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            return;
        }
        // Several threads outside a simulation; never a wait in one.
        lock (_stores.Database(_name)) _runner.TryRun([operation]);
    }
}
