using System.Collections.Immutable;

namespace Genesis;

/// <summary>What became of the events of one type for one subscriber, in this run of the host.</summary>
/// <param name="Type">The event type; <see cref="LedgerSnapshot.Others"/> for types that share a row.</param>
/// <param name="Subscriber">The component; <see cref="LedgerSnapshot.Others"/> for components that share a row.</param>
[GenerateSerializer, Immutable, Alias("Genesis.LedgerRowSnapshot")]
public sealed record LedgerRowSnapshot([property: Id(0)] string Type, [property: Id(1)] string Subscriber)
{
    /// <summary>Told in this run.</summary>
    [Id(2)] public long Published { get; init; }

    /// <summary>Durable ones, told in an earlier run, that were still to be handled when this run began.</summary>
    [Id(3)] public long CarriedOver { get; init; }

    /// <summary>Handled.</summary>
    [Id(4)] public long Handled { get; init; }

    /// <summary>Replaced by a newer one of the same key before they were handled.</summary>
    [Id(5)] public long Conflated { get; init; }

    /// <summary>Not worth anything any more when their turn came.</summary>
    [Id(6)] public long Expired { get; init; }

    /// <summary>Given up after their handler failed.</summary>
    [Id(7)] public long DeadLettered { get; init; }

    /// <summary>Shed, by reason; reasons that did not occur are left out.</summary>
    [Id(8)] public ImmutableSortedDictionary<ShedReason, long> ShedBy { get; init; } = ImmutableSortedDictionary<ShedReason, long>.Empty;

    /// <summary>Waiting or being handled: measured, not counted.</summary>
    [Id(9)] public long Queued { get; init; }

    /// <summary>Shed, for whatever reason.</summary>
    public long Shed => ShedBy.Values.Sum();

    /// <summary>Deliveries that have found their end.</summary>
    public long Ended => Handled + Conflated + Expired + DeadLettered + Shed;

    /// <summary>Deliveries that are unaccounted for: 0 when the row balances, more while some are between two places, never less.</summary>
    public long Difference => Published + CarriedOver - Ended - Queued;

    /// <summary>The sum of rows, under the name of this one.</summary>
    public LedgerRowSnapshot Plus(LedgerRowSnapshot other) => this with
    {
        Published = Published + other.Published,
        CarriedOver = CarriedOver + other.CarriedOver,
        Handled = Handled + other.Handled,
        Conflated = Conflated + other.Conflated,
        Expired = Expired + other.Expired,
        DeadLettered = DeadLettered + other.DeadLettered,
        ShedBy = other.ShedBy.Aggregate(ShedBy, (sum, shed) => sum.SetItem(shed.Key, sum.GetValueOrDefault(shed.Key) + shed.Value)),
        Queued = Queued + other.Queued,
    };
}
