namespace Genesis.Doors;

/// <summary>Bounds of what comes in by the doors.</summary>
public sealed class DoorLimits
{
    /// <summary>Largest body of a request, and largest frame, in bytes.</summary>
    public int BodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Levels of nesting of their data.</summary>
    public int Depth { get; set; } = 32;

    /// <summary>Largest headers of a request together, in bytes. Read at start.</summary>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Connections at once. Read at start.</summary>
    public int Connections { get; set; } = 2000;

    /// <summary>WebSocket connections at once.</summary>
    public int UpgradedConnections { get; set; } = 100;

    /// <summary>Requests per second of one key, or of one address where there are no keys; 0 for no limit. As many may come at once.</summary>
    public int RequestsPerSecond { get; set; } = 100_000;

    /// <summary>Wrong keys per minute from one address, before it has to wait.</summary>
    public int WrongKeysPerMinute { get; set; } = 60;

    /// <summary>How long a client may take to send the headers of a request. Read at start.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be idle between two requests. Read at start.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a body may come in slower than <see cref="BytesPerSecond"/>. Read at start.</summary>
    public TimeSpan BodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The slowest rate at which a body may come in and an answer be taken. Read at start.</summary>
    public int BytesPerSecond { get; set; } = 240;

    /// <summary>How long requests under way may still take when the host stops; then they are answered that it stops.</summary>
    public TimeSpan StopWait { get; set; } = TimeSpan.FromSeconds(1.5);
}
