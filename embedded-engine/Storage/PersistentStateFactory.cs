using Genesis.Embedded.Activations;
using Orleans.Runtime;

namespace Genesis.Embedded.Storage;

/// <summary>Makes the states of grains.</summary>
internal sealed class PersistentStateFactory(StorageProviders providers) : IPersistentStateFactory
{
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(config);
        if (context is not Activation activation)
            throw new ArgumentException("A stored state belongs to an activation: ask for it in a grain's constructor.", nameof(context));
        var store = providers.Get(config.StorageName, $"State '{config.StateName}' of grain {activation.GrainId}");
        return new PersistentState<TState>(config.StateName, activation, store);
    }
}
