namespace Genesis.Tests.Runtime.Storage;

/// <summary>Counts, and stores what it has counted.</summary>
public interface IStoredCounter : IGrainWithStringKey
{
    Task<int> Add();
}

/// <inheritdoc/>
public sealed class StoredCounter([PersistentState("count", "checkpoints")] IPersistentState<StoredCount> state) : Grain, IStoredCounter
{
    public async Task<int> Add()
    {
        state.State = new StoredCount(state.State.Value + 1);
        await state.WriteStateAsync();
        return state.State.Value;
    }
}

/// <summary>What is stored.</summary>
[GenerateSerializer, Immutable]
public sealed record StoredCount([property: Id(0)] int Value);
