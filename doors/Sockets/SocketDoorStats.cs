namespace Genesis.Doors;

/// <summary>What the WebSocket door has done since the start.</summary>
/// <param name="Connections">Connections at this moment.</param>
/// <param name="Sessions">Sessions at this moment, with or without a connection.</param>
/// <param name="Accepted">Connections taken since the start.</param>
/// <param name="Refused">Connections not taken: over the limit, no access, unknown component.</param>
/// <param name="MessagesIn">Messages that came in.</param>
/// <param name="MessagesOut">Frames that went out: events and answers.</param>
/// <param name="Encoded">Events that were encoded: each once, however many got it.</param>
/// <param name="Conflated">Events that a connection was spared because a newer one of the same key said it all.</param>
/// <param name="ErrorsCaught">Bad messages and broken connections that were caught.</param>
/// <param name="ErrorsRecovered">Those after which the connection went on, or its session was resumed.</param>
/// <param name="Recoveries">Sessions that were resumed.</param>
/// <param name="Gaps">Times that a client was told that it has lost events.</param>
/// <param name="SlowConsumers">Connections closed because their client read too slowly.</param>
/// <param name="BytesOut">Bytes of the frames that went out.</param>
/// <param name="CompressedFrom">Bytes of frames before they were compressed.</param>
/// <param name="CompressedTo">Bytes of the same frames after that.</param>
public sealed record SocketDoorStats(
    int Connections, int Sessions, long Accepted, long Refused, long MessagesIn, long MessagesOut, long Encoded, long Conflated, long ErrorsCaught, long ErrorsRecovered, long Recoveries, long Gaps,
    long SlowConsumers, long BytesOut, long CompressedFrom, long CompressedTo)
{
    /// <summary>Events that were due to connections over those that went out: 1 when nothing was conflated.</summary>
    public double ConflationFactor => MessagesOut == 0 ? 1 : (double)(MessagesOut + Conflated) / MessagesOut;

    /// <summary>Size before compression over size after it: 1 when nothing was compressed.</summary>
    public double CompressionRatio => CompressedTo == 0 ? 1 : (double)CompressedFrom / CompressedTo;
}
