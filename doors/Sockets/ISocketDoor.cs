namespace Genesis.Doors;

/// <summary>The WebSocket door, from the code of a host.</summary>
public interface ISocketDoor
{
    /// <summary>Sends an event to the connection of one component, or to its session while it is away.</summary>
    /// <param name="component">The component that the connection stands for.</param>
    /// <param name="type">Type of the event.</param>
    /// <param name="data">The data: an object, or a <see cref="Payload"/>.</param>
    /// <param name="source">Who sends it.</param>
    /// <returns>Whether it was queued; false when the component has neither a connection nor a session.</returns>
    /// <exception cref="ArgumentException">It is no event type.</exception>
    /// <exception cref="PayloadException">The data cannot be written as JSON.</exception>
    bool Send(string component, string type, object? data = null, string source = "external");

    /// <summary>Closes the connection of a component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="status">The close code: 1000, or 3000 to 4999.</param>
    /// <param name="reason">Why, at most 123 bytes of UTF-8; what is longer is cut.</param>
    /// <returns>False when it has none.</returns>
    bool Disconnect(string component, int status = 1000, string reason = "");

    /// <summary>Components that have a connection, in order.</summary>
    IReadOnlyList<string> Connected { get; }

    /// <summary>What the door has done since the start.</summary>
    SocketDoorStats GetStats();
}
