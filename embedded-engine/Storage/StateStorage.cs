using Genesis.Embedded.Activations;
using Genesis.Embedded.Diagnostics;
using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Embedded.Storage;

/// <summary>
/// A state in memory and its way to the store. Operations of one state never overlap: each waits for the one before, and a write
/// that has not started yet takes the later ones along, so that interleaving calls of a reentrant grain cost one write, not many.
/// </summary>
internal class StateStorage<TState>(string name, Activation activation, IGrainStorage store) : IStorage<TState>
{
    private readonly StorageSpan _span = new(activation, name, store.GetType().Name, typeof(TState).Name);
    private GrainState<TState>? _loaded;
    private StateOperation? _last;

    public TState State
    {
        get
        {
            CheckTurn();
            return _loaded is { } loaded ? loaded.State! : default!;
        }

        set
        {
            CheckTurn();
            Loaded.State = value;
        }
    }

    public string? Etag => _loaded?.ETag;

    public bool RecordExists => IsRead
        ? Loaded.RecordExists
        : throw new InvalidOperationException($"State '{name}' of {activation.GrainId} has not been read yet, so it is unknown whether there is a record. Ask from OnActivateAsync on.");

    /// <summary>The state has been read at least once.</summary>
    protected bool IsRead { get; private set; }

    private GrainState<TState> Loaded => _loaded ??= new GrainState<TState>(StateActivator<TState>.Create());

    public Task ReadStateAsync() => ReadStateAsync(default);

    public Task WriteStateAsync() => WriteStateAsync(default);

    public Task ClearStateAsync() => ClearStateAsync(default);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Enqueue(new StateOperation(StateOperationKind.Read, cancellationToken));

    public Task WriteStateAsync(CancellationToken cancellationToken) => Enqueue(new StateOperation(StateOperationKind.Write, cancellationToken));

    public Task ClearStateAsync(CancellationToken cancellationToken) => Enqueue(new StateOperation(StateOperationKind.Clear, cancellationToken));

    private Task Enqueue(StateOperation operation)
    {
        CheckTurn();
        // A write or clear that has not reached the store yet does for this one too, unless somebody may cancel either.
        if (operation.Kind != StateOperationKind.Read && !operation.CancellationToken.CanBeCanceled
            && _last is { Started: false } waiting && waiting.Kind == operation.Kind && !waiting.CancellationToken.CanBeCanceled)
        {
            return waiting.Completion;
        }
        var before = _last?.Completion;
        var kindBefore = _last?.Kind;
        _last = operation;
        return operation.Completion = Run(operation, before, kindBefore);
    }

    private async Task Run(StateOperation operation, Task? before, StateOperationKind? kindBefore)
    {
        // What the rest of this turn changes still belongs to the write.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            if (before is not null)
                await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            operation.Started = true;
            // After any success of the one before, memory and store agree: there is nothing to read, nor to clear twice.
            var satisfied = before is { IsCompletedSuccessfully: true }
                && (operation.Kind == StateOperationKind.Read || (operation.Kind == StateOperationKind.Clear && kindBefore == StateOperationKind.Clear));
            if (!satisfied) await CallStore(operation);
            if (operation.Kind == StateOperationKind.Read) IsRead = true;
        }
        finally
        {
            if (ReferenceEquals(_last, operation)) _last = null;
        }
    }

    private async Task CallStore(StateOperation operation)
    {
        CheckTurn();
        var span = _span.Start(operation.Kind);
        try
        {
            var token = operation.CancellationToken;
            await (operation.Kind switch
            {
                StateOperationKind.Read => store.ReadStateAsync(name, activation.GrainId, Loaded, token),
                StateOperationKind.Write => store.WriteStateAsync(name, activation.GrainId, Loaded, token),
                _ => store.ClearStateAsync(name, activation.GrainId, Loaded, token),
            });
            span.End(null);
        }
        catch (OperationCanceledException exception) when (operation.CancellationToken.IsCancellationRequested)
        {
            span.End(exception);
            throw;
        }
        catch (Exception exception)
        {
            span.End(exception);
            activation.Engine.Log.StorageFailed(exception, operation.Kind, name, activation.GrainId, store.GetType().Name);
            if (exception is OrleansException) throw;
            throw new OrleansException(
                $"{operation.Kind} of state '{name}' of grain {activation.GrainId} failed in storage {store.GetType().Name}: {exception.Message}", exception);
        }
    }

    private void CheckTurn()
    {
        if (RuntimeContext.Current is null)
            throw new InvalidOperationException($"State '{name}' of {activation.GrainId} is used outside a grain's turn, for instance from Task.Run. Use it in the grain's own code.");
        if (activation.IsDead)
            throw new InvalidOperationException($"State '{name}' belongs to an activation of {activation.GrainId} that has ended; what it holds may be old.");
    }
}
