using Orleans.Storage;

namespace Genesis.Storage;

/// <summary>
/// Grain storage with group commit that keeps the last three versions of every state. States whose type is <c>[Immutable]</c> are serialised
/// off the grain's turn, others on it. A stored version that is damaged or not the grain's own is refused, and the one before is used.
/// </summary>
public sealed class SqlGrainStorage : IGrainStorage, IStoredVersions, IStorageHealthSource, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly IStore _store;
    private readonly StateCodec _codec;
    private readonly TimeProvider _time;

    internal SqlGrainStorage(string name, IStore store, StoreOptions options, TimeProvider time)
    {
        (Store, _store, _time) = (name, store, time);
        _codec = new StateCodec(options);
    }

    /// <inheritdoc/>
    public string Store { get; }

    /// <inheritdoc/>
    public StorageHealth Health => _store.Health;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe($"store {Store}", StoreStages.Open, _store.Open, _store.Close);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ReadStateAsync(stateName, grainId, grainState, default);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = Key(grainId, stateName);
        var newest = await _store.Do(new StateRead(key)).WaitAsync(cancellationToken);
        if (newest is null)
        {
            Empty(grainState);
            return;
        }
        var fault = _codec.TryDecode<T>(newest.Row, key, newest.Version, out var value);
        if (fault is not null) value = await Fallback<T>(key, newest, fault, cancellationToken);
        grainState.State = value ?? StateTypes<T>.Fresh();
        // The newest version's, also when an older one is used: the next write is to follow the newest.
        grainState.ETag = newest.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, default);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var write = new StateWriteOf<T?>(Key(grainId, stateName), grainState.ETag, grainState.State, _codec);
        // What may change during the wait is serialised now.
        if (!StateTypes<T>.IsImmutable) write.Prepare();
        var version = await _store.Do(write).WaitAsync(cancellationToken);
        grainState.ETag = version!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ClearStateAsync(stateName, grainId, grainState, default);

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        await _store.Do(new StateClear(Key(grainId, stateName), grainState.ETag)).WaitAsync(cancellationToken);
        Empty(grainState);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredVersion>> List(GrainId grain, CancellationToken cancellationToken = default)
    {
        var kept = await _store.Do(new StateVersionsRead(grain.ToString())).WaitAsync(cancellationToken);
        return [.. kept.Select(static version => new StoredVersion(
            version.Key.Grain, version.Key.Name, version.Row.Version, new DateTimeOffset(version.Row.Time, TimeSpan.Zero), version.Row.State.Type, version.Row.State.Size,
            version.SetAside ?? StateCodec.Fault(version.Row, version.Key, version.Row.Version, null)))];
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> Read(GrainId grain, string stateName, long version, CancellationToken cancellationToken = default)
    {
        var key = Key(grain, stateName);
        var kept = await _store.Do(new StateVersionsRead(key.Grain)).WaitAsync(cancellationToken);
        if (kept.FirstOrDefault(one => one.Key == key && one.Row.Version == version) is not { } found) return null;
        if (StateCodec.Fault(found.Row, key, version, null) is { } fault) throw new StateRefusedException($"Version {version} of state {key} in store \"{Store}\" is not sound: {fault}");
        return _codec.Decompress(found.Row.State);
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    /// <summary>The newest sound version before one that was refused.</summary>
    private async Task<T?> Fallback<T>(StateKey key, NewestState newest, string fault, CancellationToken cancellationToken)
    {
        var kept = await _store.Do(new StateVersionsRead(key.Grain)).WaitAsync(cancellationToken);
        List<(StateRow? Row, long Version, string Reason)> refused = [(newest.Row, newest.Version, fault)];
        T? value = default;
        long? used = null;
        foreach (var (_, row, _) in kept.Where(one => one.Key == key && one.SetAside is null && one.Row.Version < newest.Version))
        {
            if (_codec.TryDecode(row, key, row.Version, out value) is not { } reason)
            {
                used = row.Version;
                break;
            }
            refused.Add((row, row.Version, reason));
        }
        foreach (var (row, version, reason) in refused)
        {
            _store.Refused(new RefusedState(Store, key.Grain, key.Name, version, _time.GetUtcNow(), reason, used));
            if (row is not null) await SetAside(key, row, reason);
        }
        if (used is not null) return value;
        throw new StateRefusedException(
            $"State {key} cannot be read from store \"{Store}\": none of the versions kept is sound. {string.Join(" ", refused.Select(static one => $"Version {one.Version}: {one.Reason}"))} "
            + "Look at them with the console; clear the state to begin anew, or restore the store from a backup.");
    }

    private async Task SetAside(StateKey key, StateRow row, string reason)
    {
        try
        {
            await _store.Do(new StateSetAside(key, row, reason));
        }
        catch (StorageUnavailableException)
        {
            // The version is reported; that it cannot be kept aside must not keep the one before from being used.
        }
    }

    private static StateKey Key(GrainId grain, string stateName) => new(grain.ToString(), stateName);

    private static void Empty<T>(IGrainState<T> grainState)
    {
        grainState.State = StateTypes<T>.Fresh();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }
}
