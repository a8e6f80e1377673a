namespace Genesis.Storage;

/// <summary>Reads all versions kept of a grain's states, newest first.</summary>
internal sealed class StateVersionsRead(string grain) : StoreOperation<IReadOnlyList<KeptState>>
{
    public string Grain { get; } = grain;

    public override bool Writes => false;
}

/// <summary>A version that is kept: in use, or set aside with the reason.</summary>
internal sealed record KeptState(StateKey Key, StateRow Row, string? SetAside);
