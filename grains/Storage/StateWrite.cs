namespace Genesis.Storage;

/// <summary>Writes or clears a state over the version that was read. The result is the new version; null once cleared.</summary>
internal abstract class StateWrite(StateKey key, string? expected) : StoreOperation<long?>
{
    public StateKey Key { get; } = key;

    /// <summary>The ETag that the caller has: null for no record.</summary>
    public string? Expected { get; } = expected;

    /// <summary>What to write; null to clear.</summary>
    public abstract EncodedState? State { get; }

    public override long Bytes => State?.Size ?? 0;

    public override long RawBytes => State?.RawSize ?? 0;
}
