namespace Genesis.Exchanges;

/// <summary>What to do with a book frame.</summary>
public enum BookVerdict
{
    /// <summary>Changes the book.</summary>
    Apply,

    /// <summary>Replaces the book.</summary>
    Replace,

    /// <summary>Seen already, or older than the snapshot: ignore.</summary>
    Ignore,

    /// <summary>There is no snapshot yet: keep it until there is.</summary>
    Wait,

    /// <summary>Shows a fault: the book is stale.</summary>
    Doubt,
}
