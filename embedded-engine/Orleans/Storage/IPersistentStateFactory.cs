namespace Orleans.Runtime;

/// <summary>Makes the stored states of an activation.</summary>
public interface IPersistentStateFactory
{
    /// <summary>A stored state, which is read when the activation starts.</summary>
    IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
}
