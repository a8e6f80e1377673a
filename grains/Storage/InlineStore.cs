using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

/// <summary>A store in memory that works on its caller's thread and takes only the time it is told to.</summary>
internal sealed class InlineStore : IStore
{
    private readonly string _name;
    private readonly MemoryStoreOptions _options;
    private readonly MemoryStores _stores;
    private readonly TimeProvider _time;
    private readonly StoreStatus _status;
    private readonly StoreRunner _runner;

    public InlineStore(string name, MemoryStores stores, IStoreTable table, MemoryStoreOptions options, TimeProvider time, ILogger log, IMeterFactory? meters)
    {
        (_name, _options, _stores, _time) = (name, options, stores, time);
        var dialect = new MemoryDialect(stores, name);
        _status = new StoreStatus(name, dialect.Kind, time, log, meters, static () => 0);
        _runner = new StoreRunner(name, dialect, table, _status, time, log);
    }

    public StorageHealth Health => _status.Health(0);

    public async Task<T> Do<T>(StoreOperation<T> operation)
    {
        var half = (_options.Latency?.Invoke() ?? TimeSpan.Zero) / 2;
        if (half > TimeSpan.Zero) await Task.Delay(half, _time);
        Run(operation);
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
