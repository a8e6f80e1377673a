namespace Genesis.Trading;

/// <summary>How an order is priced.</summary>
public enum OrderKind
{
    /// <summary>Takes the levels that are displayed.</summary>
    Market,

    /// <summary>At its price or better.</summary>
    Limit,
}
