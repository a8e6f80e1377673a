namespace Genesis.Storage;

/// <summary>Writes a state; serialised by the store, unless it was serialised before because it may change.</summary>
internal sealed class StateWriteOf<T>(StateKey key, string? expected, T state, StateCodec codec) : StateWrite(key, expected)
{
    private EncodedState? _encoded;

    public override EncodedState? State => _encoded;

    public override bool Flush { get; } = state is IDurableEffects { HasDurableEffects: true };

    public override void Prepare() => _encoded ??= codec.Encode(Key, state);
}
