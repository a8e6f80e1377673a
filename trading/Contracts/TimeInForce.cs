namespace Genesis.Trading;

/// <summary>How long an order stays.</summary>
public enum TimeInForce
{
    /// <summary>Until it is filled or cancelled.</summary>
    Gtc,

    /// <summary>What can be filled at once; the rest is cancelled.</summary>
    Ioc,

    /// <summary>All at once or nothing.</summary>
    Fok,
}
