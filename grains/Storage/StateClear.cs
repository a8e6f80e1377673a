namespace Genesis.Storage;

/// <summary>Clears a state.</summary>
internal sealed class StateClear(StateKey key, string? expected) : StateWrite(key, expected)
{
    public override EncodedState? State => null;
}
