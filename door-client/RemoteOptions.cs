namespace Genesis.DoorClient;

/// <summary>How a component outside the host is connected.</summary>
public sealed class RemoteOptions
{
    /// <summary>The WebSocket door, such as <c>ws://127.0.0.1:8080/ws</c>.</summary>
    public required Uri Door { get; init; }

    /// <summary>The component that this program stands for.</summary>
    public required string Component { get; init; }

    /// <summary>API key; null where the door wants none.</summary>
    public string? Key { get; init; }

    /// <summary>Types and patterns to subscribe to from the beginning.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Whether all external events come, whatever is subscribed to.</summary>
    public bool Broadcasts { get; init; } = true;

    /// <summary>Where to go on: the session and number that another life of this program has noted; null to begin anew.</summary>
    public RemotePosition? ResumeFrom { get; init; }

    /// <summary>Whether compression is offered.</summary>
    public bool Compression { get; init; } = true;

    /// <summary>How many events may wait for <see cref="RemoteComponent.ProcessAsync"/>. What is more is fetched from the door again when there is room.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>How many requests may be under way.</summary>
    public int MaxRequests { get; init; } = 64;

    /// <summary>The largest message that is taken, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a connection may take to come about, and a message to be sent.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take when nothing is said.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the door is pinged, and how long its pong may take.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After a break the first attempt is made at once, and the second after this time; then it doubles.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between two attempts.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spreads attempts, so that many programs do not come back at the same moment. Another seed for each program.</summary>
    public Random Random { get; init; } = new(Environment.ProcessId);
}
