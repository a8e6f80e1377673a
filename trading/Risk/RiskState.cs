using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>What risk knows: positions, what is reserved, the kill switch. Never changes; <see cref="RiskRules"/> makes the next one.</summary>
[Immutable]
public sealed record RiskState
{
    /// <summary>Nothing is known yet.</summary>
    public static RiskState Empty { get; } = new();

    /// <summary>The notice of the kill switch while it is on; null while orders are let through.</summary>
    public RiskNotice? Kill { get; init; }

    /// <summary>Positions, by symbol.</summary>
    public ImmutableDictionary<string, Position> Positions { get; init; } = ImmutableDictionary<string, Position>.Empty;

    /// <summary>The life of the exchange manager that was last looked at.</summary>
    public string? Account { get; init; }

    /// <summary>Number of the last fill that they hold.</summary>
    public long LastFill { get; init; }

    /// <summary>What orders may still add, by client order id.</summary>
    public ImmutableDictionary<string, Reservation> Reservations { get; init; } = ImmutableDictionary<string, Reservation>.Empty;

    /// <summary>When the orders of the last second were approved, oldest first.</summary>
    public ImmutableList<DateTimeOffset> Recent { get; init; } = [];

    /// <summary>Loss that was taken into account when the kill switch was released: the limit counts from there.</summary>
    public decimal LossAtRelease { get; init; }

    /// <summary>Orders that were approved.</summary>
    public long Approved { get; init; }

    /// <summary>Orders that were not.</summary>
    public long Refused { get; init; }

    /// <summary>Notices that are not told yet.</summary>
    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    /// <summary>Number of the last notice.</summary>
    public long LastNotice { get; init; }
}
