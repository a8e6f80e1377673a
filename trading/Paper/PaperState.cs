using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The paper exchange: accounts, open orders, fills. Never changes; <see cref="PaperTurn"/> makes the next one.</summary>
[Immutable]
public sealed record PaperState
{
    /// <summary>Nothing has happened yet.</summary>
    public static PaperState Empty { get; } = new();

    /// <summary>Money, by currency.</summary>
    public ImmutableDictionary<string, decimal> Cash { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>What it began with, by currency.</summary>
    public ImmutableDictionary<string, decimal> Deposits { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>What is held, by symbol.</summary>
    public ImmutableDictionary<string, Position> Positions { get; init; } = ImmutableDictionary<string, Position>.Empty;

    /// <summary>Open orders, in the order of their arrival.</summary>
    public ImmutableList<PaperOrder> Open { get; init; } = [];

    /// <summary>What was taken from displayed levels, by symbol.</summary>
    public ImmutableDictionary<string, ImmutableList<ConsumedLevel>> Consumed { get; init; } = ImmutableDictionary<string, ImmutableList<ConsumedLevel>>.Empty;

    /// <summary>Number of the last fill; they begin at 1 and have no gaps.</summary>
    public long LastFill { get; init; }

    /// <summary>How many orders have arrived.</summary>
    public long Arrivals { get; init; }
}
