namespace Genesis.Doors;

/// <summary>Supplies the live figures of one of the thirteen mechanisms to <c>GET /mechanisms</c>. Several may do so for the same one: register them as services.</summary>
public interface IMechanism
{
    /// <summary>Which: its name in docs/mechanisms.md, such as DimensionalCollapse.</summary>
    string Name { get; }

    /// <summary>Its figures at this moment.</summary>
    ValueTask<IReadOnlyList<MechanismFigure>> Read(CancellationToken cancellationToken);
}
