using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>Positions, from fills. Never changes.</summary>
[Immutable]
public sealed record PortfolioState
{
    /// <summary>Nothing was filled yet.</summary>
    public static PortfolioState Empty { get; } = new();

    /// <summary>Number of the last fill that the positions hold.</summary>
    public long LastFill { get; init; }

    /// <summary>Positions, by symbol.</summary>
    public ImmutableDictionary<string, Position> Positions { get; init; } = ImmutableDictionary<string, Position>.Empty;

    /// <summary>The state with fills, in order of their numbers; those that it knows are left out, and those after a gap too.</summary>
    public PortfolioState With(IEnumerable<Fill> fills)
    {
        var next = this;
        foreach (var fill in fills)
        {
            if (fill.Number != next.LastFill + 1) continue;
            next = new PortfolioState
            {
                LastFill = fill.Number,
                Positions = next.Positions.SetItem(fill.Symbol, (next.Positions.GetValueOrDefault(fill.Symbol) ?? new Position(fill.Symbol)).With(fill)),
            };
        }
        return next;
    }
}
