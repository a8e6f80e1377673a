namespace Genesis.Storage;

/// <summary>Copies a version that was refused to where it is not overwritten.</summary>
internal sealed class StateSetAside(StateKey key, StateRow row, string reason) : StoreOperation<bool>
{
    public StateKey Key { get; } = key;

    public StateRow Row { get; } = row;

    public string Reason { get; } = reason;
}
