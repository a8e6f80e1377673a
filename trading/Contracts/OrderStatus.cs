namespace Genesis.Trading;

/// <summary>Where an order stands. Transitions are in one table.</summary>
public enum OrderStatus
{
    /// <summary>Made, approved or on its way to the venue.</summary>
    Pending,

    /// <summary>The venue has it; nothing of it is filled.</summary>
    Open,

    /// <summary>Filled in part, and still open.</summary>
    PartiallyFilled,

    /// <summary>Filled whole.</summary>
    Filled,

    /// <summary>Ended before it was filled whole.</summary>
    Cancelled,

    /// <summary>The venue or risk did not take it.</summary>
    Rejected,

    /// <summary>Sent, and not known whether it arrived: it is asked for, never sent again blindly.</summary>
    Unknown,
}
