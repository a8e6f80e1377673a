namespace Genesis.Doors;

/// <summary>A mechanism whose figures a function reads.</summary>
internal sealed class RuntimeMechanism(string name, Func<CancellationToken, ValueTask<IReadOnlyList<MechanismFigure>>> read) : IMechanism
{
    public string Name => name;

    public ValueTask<IReadOnlyList<MechanismFigure>> Read(CancellationToken cancellationToken) => read(cancellationToken);
}
