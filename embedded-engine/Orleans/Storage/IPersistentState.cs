using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// A stored state of a grain, asked for in the constructor with <see cref="PersistentStateAttribute"/>. It has been read before OnActivateAsync runs.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}
