using Orleans.Core;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain with one state that is read before OnActivateAsync. Several named states: take IPersistentState in the constructor.</summary>
public class Grain<TGrainState> : Grain
{
    private IStorage<TGrainState>? _storage;

    /// <summary>Takes part in the activation, to read the state.</summary>
    protected Grain()
    {
        GrainContext?.ObservableLifecycle.Subscribe(
            nameof(Grain<TGrainState>),
            GrainLifecycleStage.SetupState,
            async _ =>
            {
                _storage ??= Runtime.GetStorage<TGrainState>(GrainContext);
                await ReadStateAsync();
            });
    }

    /// <summary>For tests that bring a storage of their own.</summary>
    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    /// <summary>The state in memory. Nothing is stored until <see cref="WriteStateAsync"/>.</summary>
    protected TGrainState State
    {
        get => Storage.State;
        set => Storage.State = value;
    }

    private IStorage<TGrainState> Storage => _storage ?? throw new InvalidOperationException(
        "The state is read after the constructor: use it from OnActivateAsync on.");

    /// <summary>Removes the stored state.</summary>
    protected virtual Task ClearStateAsync() => Storage.ClearStateAsync();

    /// <summary>Stores the state; InconsistentStateException when somebody else stored it meanwhile.</summary>
    protected virtual Task WriteStateAsync() => Storage.WriteStateAsync();

    /// <summary>Reads the state anew, dropping what is in memory.</summary>
    protected virtual Task ReadStateAsync() => Storage.ReadStateAsync();
}
