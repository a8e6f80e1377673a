namespace Genesis.Trading;

/// <summary>What becomes of open orders in EMERGENCY and when the kill switch goes on.</summary>
public enum OpenOrdersPolicy
{
    /// <summary>All are cancelled.</summary>
    Cancel,

    /// <summary>Those are cancelled that could make a position larger.</summary>
    CancelOpening,

    /// <summary>They stay.</summary>
    Keep,
}
