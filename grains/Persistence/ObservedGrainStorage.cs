using System.Diagnostics.Metrics;
using System.Text.Json;
using Genesis.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Genesis.Persistence;

/// <summary>
/// Orleans' ADO.NET grain storage, opened with its tables and observed: errors of the database become a sentence and the store's health. While the store is degraded it is
/// probed, so that it is healthy again without waiting for the next write.
/// </summary>
internal sealed class ObservedGrainStorage : IGrainStorage, IStorageHealthSource, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);

    private readonly string _name;
    private readonly AdoNetGrainStorage _storage;
    private readonly SystemDatabase _database;
    private readonly FormerStates? _former;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly StoreStatus _status;
    private readonly ITimer _probe;

    public ObservedGrainStorage(string name, AdoNetGrainStorage storage, SystemDatabase database, FormerStates? former, TimeProvider time, ILogger log, IMeterFactory? meters)
    {
        (_name, _storage, _database, _former, _time, _log) = (name, storage, database, former, time, log);
        _status = new StoreStatus(name, database.Kind, time, log, meters, static () => 0);
        _probe = time.CreateTimer(static self => ((ObservedGrainStorage)self!).Probe(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public StorageHealth Health => _status.Health(0);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe($"store {_name}", StoreStages.Open, Open, static _ => Task.CompletedTask);
        _storage.Participate(lifecycle);
        if (_former is { } former) lifecycle.Subscribe($"store {_name} of version 0.1", StoreStages.TakeOver, cancellationToken => former.TakeOverAsync(this, cancellationToken), static _ => Task.CompletedTask);
    }

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await Do<T>(() => _storage.ReadStateAsync(stateName, grainId, grainState));
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new StateRefusedException(
                $"State '{stateName}' of {grainId} cannot be read from store \"{_name}\": its JSON does not fit {typeof(T).Name}: {exception.Message} "
                + "A newer Genesis has written it, or it is damaged. Start the newer Genesis, or restore the store from a backup.", exception);
        }
        _status.Opened();
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var began = _time.GetTimestamp();
        await Do<T>(() => _storage.WriteStateAsync(stateName, grainId, grainState));
        Committed(began);
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var began = _time.GetTimestamp();
        await Do<T>(() => _storage.ClearStateAsync(stateName, grainId, grainState));
        Committed(began);
    }

    public void Dispose()
    {
        _probe.Dispose();
        _status.Dispose();
    }

    private async Task Open(CancellationToken cancellationToken)
    {
        await _database.OpenAsync(_name, cancellationToken);
        _status.Opened();
        _log.StoreOpened(_name, _database.Kind);
    }

    private async Task Do<T>(Func<Task> operation)
    {
        try
        {
            // SQLite works on its caller's thread, and waits there for a locked file. A value that may change is serialised on the grain's turn.
            await (StateTypes<T>.IsImmutable ? Task.Run(operation) : operation());
        }
        catch (Exception exception) when (_database.Reason(exception) is { } reason)
        {
            _status.Failed(reason);
            _status.GaveUp(1);
            _probe.Change(ProbeInterval, Timeout.InfiniteTimeSpan);
            throw new StorageUnavailableException($"Store \"{_name}\" is degraded: {reason}", exception);
        }
    }

    private void Committed(long began) => _status.Committed(rows: 1, bytes: 0, rawBytes: 0, flushed: true, _time.GetElapsedTime(began));

    private void Probe()
    {
        try
        {
            if (_database.Probe() is { } reason)
            {
                _status.Failed(reason);
                _probe.Change(ProbeInterval, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _status.Opened();
            }
        }
        catch (Exception exception)
        {
            _log.OperationFailed(exception, _name);
        }
    }
}
