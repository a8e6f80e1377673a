namespace Genesis.Doors.Sockets;

/// <summary>What a connection gets, and what outlives it when its client asked for that.</summary>
/// <param name="id">Its id; null for a connection that is not to be resumed.</param>
/// <param name="component">The component that it stands for.</param>
/// <param name="filter">Which events it gets.</param>
internal sealed class SocketSession(string? id, string component, SocketFilter filter)
{
    private volatile SocketFilter _filter = filter;

    public string? Id => id;

    public string Component => component;

    /// <summary>Which events it gets; another object at each change.</summary>
    public SocketFilter Filter
    {
        get => _filter;
        set => _filter = value;
    }

    /// <summary>Number of the first event that its next connection gets, if that does not say itself. Guarded as the connection is.</summary>
    public long Begins { get; set; }

    /// <summary>Its connection; null while it has none. Guarded by whoever holds the sessions.</summary>
    public SocketConnection? Connection { get; set; }
}
