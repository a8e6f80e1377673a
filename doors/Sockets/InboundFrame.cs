namespace Genesis.Doors.Sockets;

/// <summary>A client's message, taken apart. The data and the id point into the message.</summary>
internal readonly ref struct InboundFrame
{
    public FrameKind Kind { get; init; }

    /// <summary>Type of the event or request.</summary>
    public string Type { get; init; }

    /// <summary>Whom a request is for.</summary>
    public string Target { get; init; }

    /// <summary>Who sends it; null for the connection's component.</summary>
    public string? Source { get; init; }

    /// <summary>What an event is about.</summary>
    public string? Key { get; init; }

    /// <summary>The data as JSON; empty when there are none.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The id as JSON, for the answer; empty when there is none.</summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>How long a request may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Types and patterns to subscribe to.</summary>
    public IReadOnlyList<string> Types { get; init; }
}
