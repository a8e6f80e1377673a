namespace Genesis.Doors;

/// <summary>Limits and times of the WebSocket door, beside those of <see cref="DoorLimits"/>.</summary>
public sealed class SocketOptions
{
    /// <summary>How many sessions are kept; beyond that the one that was left longest ago goes.</summary>
    public int MaxSessions { get; set; } = 1000;

    /// <summary>How long a session without a connection is kept.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many events the buffer holds that all connections and sessions share, rounded up to a power of two. Taken at start.</summary>
    public int BufferEvents { get; set; } = 32_768;

    /// <summary>How many bytes of frames that buffer holds. Taken at start.</summary>
    public int BufferBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a message may take to come in, from its first byte to its last.</summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many messages a second a connection may send; what is more waits before it is read. Twice as many may come at once.</summary>
    public int MessagesPerSecond { get; set; } = 1000;

    /// <summary>How many bad messages within a minute a connection is forgiven.</summary>
    public int MaxBadMessages { get; set; } = 10;

    /// <summary>How many requests a connection may have under way.</summary>
    public int MaxRequests { get; set; } = 64;

    /// <summary>How many types and patterns a connection may subscribe to.</summary>
    public int MaxSubscriptions { get; set; } = 100;

    /// <summary>How many answers may wait to be written to a connection, beside the events of the buffer.</summary>
    public int MaxAnswers { get; set; } = 256;

    /// <summary>How often a connection is pinged.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the pong may take.</summary>
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a write may take before its reader counts as too slow.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the other side has to end a connection that is being closed.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether compression (permessage-deflate) is agreed on with those who offer it.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>From how many bytes on an event is worth compressing.</summary>
    public int CompressFrom { get; set; } = 256;
}
