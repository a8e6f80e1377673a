namespace Genesis;

/// <summary>What can be made to go wrong with a component.</summary>
public enum FaultKind
{
    /// <summary>It fails now.</summary>
    Kill,

    /// <summary>Its handlers do not come back.</summary>
    Hang,

    /// <summary>Its handlers take longer.</summary>
    Slow,

    /// <summary>Its handlers throw.</summary>
    Throw,

    /// <summary>Events do not reach it. Durable ones come later, from the journal.</summary>
    Drop,

    /// <summary>Events reach it twice. A second copy of a durable one is recognised and dropped.</summary>
    Duplicate,

    /// <summary>Events reach it later, after others that were told after them.</summary>
    Delay,
}
