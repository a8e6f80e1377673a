namespace Genesis.Exchanges;

/// <summary>Why a stream may lack something.</summary>
public enum GapReason
{
    /// <summary>The socket broke, or was given up as dead.</summary>
    ConnectionLost,

    /// <summary>A book was in doubt and has been built anew.</summary>
    BookResynced,

    /// <summary>The consumer was too slow: its queue was full.</summary>
    ConsumerTooSlow,

    /// <summary>A frame of the connection could not be read; whose it was is not known.</summary>
    MalformedFrame,
}
