namespace Genesis.Storage;

/// <summary>Reads the newest version of a state; null if there is no record.</summary>
internal sealed class StateRead(StateKey key) : StoreOperation<NewestState?>
{
    public StateKey Key { get; } = key;

    public override bool Writes => false;
}

/// <summary>The newest version: its number, and what was found in its place.</summary>
internal sealed record NewestState(long Version, StateRow? Row);
