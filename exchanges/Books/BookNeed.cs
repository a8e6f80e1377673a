namespace Genesis.Exchanges;

/// <summary>What a book needs to become good.</summary>
public enum BookNeed
{
    None,

    /// <summary>A REST snapshot (<see cref="IVenue.BookSnapshotQuery"/>), while the changes keep coming.</summary>
    RestSnapshot,

    /// <summary>A new subscription, which brings a snapshot.</summary>
    Resubscription,
}
