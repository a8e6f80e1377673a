namespace Genesis.Exchanges;

/// <summary>What a line of a capture is.</summary>
public enum CaptureEntryKind
{
    /// <summary>The connection was made.</summary>
    Connected,

    /// <summary>A frame that the client sent.</summary>
    Sent,

    /// <summary>A frame that came in.</summary>
    Received,

    /// <summary>The answer to a REST request.</summary>
    Answer,
}
