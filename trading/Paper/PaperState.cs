using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The paper exchange: accounts, open orders, fills. Never changes; <see cref="PaperTurn"/> makes the next one.</summary>
[Immutable]
public sealed record PaperState
{
    /// <summary>Nothing has happened yet.</summary>
    public static PaperState Empty { get; } = new();

    /// <summary>Money, by currency.</summary>
    public ImmutableSortedDictionary<string, decimal> Cash { get; init; } = Sorted<decimal>();

    /// <summary>What it began with, by currency.</summary>
    public ImmutableSortedDictionary<string, decimal> Deposits { get; init; } = Sorted<decimal>();

    /// <summary>What is held, by symbol.</summary>
    public ImmutableSortedDictionary<string, Position> Positions { get; init; } = Sorted<Position>();

    /// <summary>Open orders, in the order of their arrival.</summary>
    public ImmutableList<PaperOrder> Open { get; init; } = [];

    /// <summary>What was taken from displayed levels, by symbol.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<ConsumedLevel>> Consumed { get; init; } = Sorted<ImmutableList<ConsumedLevel>>();

    /// <summary>The last fills, oldest first.</summary>
    public ImmutableList<Fill> Fills { get; init; } = [];

    /// <summary>Number of the last fill; they begin at 1 and have no gaps.</summary>
    public long LastFill { get; init; }

    /// <summary>How many orders have arrived.</summary>
    public long Arrivals { get; init; }

    private static ImmutableSortedDictionary<string, T> Sorted<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
