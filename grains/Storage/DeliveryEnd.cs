namespace Genesis.Storage;

/// <summary>How the delivery of a durable event ended.</summary>
public enum DeliveryEnd
{
    /// <summary>A handler has dealt with it, and the effect is in a committed checkpoint.</summary>
    Handled,

    /// <summary>Its time to live was over.</summary>
    Expired,

    /// <summary>The handler failed for good: the event is in the dead letters.</summary>
    DeadLettered,

    /// <summary>It had been handled before and came again.</summary>
    Duplicate,
}
