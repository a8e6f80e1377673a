namespace Genesis.Events;

/// <summary>What is known about an event that came in.</summary>
internal enum HandledState
{
    /// <summary>It was not handled.</summary>
    New,

    /// <summary>It is being handled, or waits for it: what came is a second copy.</summary>
    Pending,

    /// <summary>It was handled.</summary>
    Handled,

    /// <summary>It is older than what is remembered, so it may have been handled. Handle it: an event done twice can be told by its id, a lost one is lost.</summary>
    Unknown,
}
