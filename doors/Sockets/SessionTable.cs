namespace Genesis.Doors.Sockets;

/// <summary>Sessions that can be resumed: bounded, and those without a connection only for a while. Not safe for several threads.</summary>
internal sealed class SessionTable
{
    private readonly Dictionary<string, SocketSession> _sessions = new(StringComparer.Ordinal);

    // Those without a connection, the one that was left longest ago first.
    private readonly LinkedList<(SocketSession Session, TimeSpan LeftAt)> _left = [];
    private readonly Dictionary<SocketSession, LinkedListNode<(SocketSession Session, TimeSpan LeftAt)>> _places = [];

    /// <summary>How many there are, with or without a connection.</summary>
    public int Count => _sessions.Count;

    /// <summary>How many wait for their client to come back.</summary>
    public int LeftCount => _left.Count;

    /// <summary>Adds a session that has a connection.</summary>
    public void Add(SocketSession session) => _sessions.Add(session.Id!, session);

    /// <summary>The session of a component; null when there is none of that id, or it is another's.</summary>
    public SocketSession? Find(string id, string component) => _sessions.TryGetValue(id, out var session) && session.Component == component ? session : null;

    /// <summary>A session has a connection again.</summary>
    public void Resumed(SocketSession session)
    {
        if (_places.Remove(session, out var place)) _left.Remove(place);
    }

    /// <summary>A session has lost its connection.</summary>
    public void Left(SocketSession session, TimeSpan now)
    {
        if (_sessions.ContainsKey(session.Id!) && !_places.ContainsKey(session)) _places[session] = _left.AddLast((session, now));
    }

    /// <summary>Takes out the sessions that nobody came back to.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long they are kept.</param>
    /// <param name="most">How many sessions there may be; those with a connection always may.</param>
    public IReadOnlyList<SocketSession> TakeOld(TimeSpan now, TimeSpan lifetime, int most)
    {
        List<SocketSession>? old = null;
        while (_left.First is { } first && (now - first.Value.LeftAt >= lifetime || _sessions.Count > most))
        {
            var session = first.Value.Session;
            _left.Remove(first);
            _places.Remove(session);
            _sessions.Remove(session.Id!);
            (old ??= []).Add(session);
        }
        return old ?? [];
    }
}
