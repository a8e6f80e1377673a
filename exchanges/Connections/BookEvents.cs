namespace Genesis.Exchanges;

/// <summary>What a consumer of a book is told.</summary>
public enum BookEvents
{
    /// <summary>Its present state, after each change; a slow consumer gets fewer, and always the newest.</summary>
    States,

    /// <summary>Every snapshot and every change that went into it; a slow consumer gets a gap when its queue is full.</summary>
    Changes,
}
