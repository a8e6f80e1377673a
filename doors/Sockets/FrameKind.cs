namespace Genesis.Doors.Sockets;

/// <summary>What a client's message asks for.</summary>
internal enum FrameKind
{
    /// <summary>An event for the connection's component.</summary>
    Event,

    /// <summary>A request to a component.</summary>
    Request,

    /// <summary>More events.</summary>
    Subscribe,

    /// <summary>Fewer events.</summary>
    Unsubscribe,
}
