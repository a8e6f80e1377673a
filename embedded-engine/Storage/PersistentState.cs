using Genesis.Embedded.Activations;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Embedded.Storage;

/// <summary>A state asked for in a grain's constructor; it is read before OnActivateAsync.</summary>
internal sealed class PersistentState<TState> : StateStorage<TState>, IPersistentState<TState>, ILifecycleObserver
{
    public PersistentState(string name, Activation activation, IGrainStorage store)
        : base(name, activation, store) => activation.ObservableLifecycle.Subscribe($"state {name}", GrainLifecycleStage.SetupState, this);

    public Task OnStart(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested || IsRead ? Task.CompletedTask : ReadStateAsync(cancellationToken);

    public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
