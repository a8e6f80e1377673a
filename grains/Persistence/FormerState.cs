using Genesis.Storage;
using Orleans.Storage;

namespace Genesis.Persistence;

/// <summary>A state that version 0.1 kept in a store of its own.</summary>
/// <param name="Grain">The grain that owns it.</param>
/// <param name="Name">Its name.</param>
internal abstract record FormerState(GrainId Grain, string Name)
{
    /// <summary>Its key in the tables of version 0.1.</summary>
    public StateKey Key => new(Grain.ToString(), Name);

    /// <summary>Copies it, unless it is there: then an earlier start has copied it, and was ended before that was marked.</summary>
    public abstract Task CopyAsync(IGrainStorage from, IGrainStorage to);

    /// <summary>Tells whether the state is there.</summary>
    /// <exception cref="StateRefusedException">It cannot be read.</exception>
    public abstract Task<bool> ExistsAsync(IGrainStorage storage);
}

/// <inheritdoc/>
internal sealed record FormerState<T>(GrainId Grain, string Name) : FormerState(Grain, Name)
{
    /// <inheritdoc/>
    public override async Task CopyAsync(IGrainStorage from, IGrainStorage to)
    {
        var target = new GrainState<T>();
        await to.ReadStateAsync(Name, Grain, target);
        if (target.RecordExists) return;
        var source = new GrainState<T>();
        await from.ReadStateAsync(Name, Grain, source);
        if (!source.RecordExists) return;
        target.State = source.State;
        await to.WriteStateAsync(Name, Grain, target);
    }

    /// <inheritdoc/>
    public override async Task<bool> ExistsAsync(IGrainStorage storage)
    {
        var state = new GrainState<T>();
        await storage.ReadStateAsync(Name, Grain, state);
        return state.RecordExists;
    }
}
