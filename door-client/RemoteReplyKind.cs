namespace Genesis.DoorClient;

/// <summary>How a request ended.</summary>
public enum RemoteReplyKind
{
    /// <summary>It was answered.</summary>
    Ok,

    /// <summary>The door or the component says that it was not done, or that it failed.</summary>
    Problem,

    /// <summary>The connection broke, or no answer came in time: it may have taken effect or not.</summary>
    Unknown,

    /// <summary>It was never sent: there was no connection, or too many requests were under way.</summary>
    NotSent,
}
