using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors.Sockets;

/// <content>Connections and sessions come and go.</content>
internal sealed partial class SocketDoor
{
    private readonly ILogger _log;

    // Connections that their clients are about to hear of: what happens from now on is for them, too.
    private readonly Dictionary<string, int> _coming = new(StringComparer.Ordinal);

    /// <summary>Finds or makes the session of a connection that is about to begin; end it with <see cref="Attach"/>, or with <see cref="Abandon"/>.</summary>
    /// <param name="query">What the client asks for.</param>
    /// <param name="problem">What is wrong with it; then there is no session.</param>
    public SocketSession? Begin(SocketQuery query, out string? problem)
    {
        lock (_gate)
        {
            var resumed = query.Session is { } id && !query.IsNewSession ? _sessions.Find(id, query.Component) : null;
            var session = resumed ?? new SocketSession(query.Session is null ? null : _newId(), query.Component, new(query.Component, query.Broadcasts, []));
            problem = AddPatterns(session, query.Types);
            if (problem is not null) return null;
            session.Begins = Parts.Ring.Next;
            _coming[query.Component] = _coming.GetValueOrDefault(query.Component) + 1;
            return session;
        }
    }

    /// <summary>The connection did not come about.</summary>
    public void Abandon(SocketSession session)
    {
        lock (_gate)
        {
            Came(session.Component);
            if (session.Id is null || _sessions.Find(session.Id, session.Component) is null) Forget(session);
        }
    }

    private void Came(string component)
    {
        if (--_coming[component] == 0) _coming.Remove(component);
    }

    /// <summary>Gives a session its connection, which takes the place of the one before.</summary>
    public void Attach(SocketConnection connection, SocketQuery query)
    {
        var session = connection.Session;
        SocketConnection? replaced;
        lock (_gate)
        {
            Came(session.Component);
            var before = _byComponent.GetValueOrDefault(session.Component);
            replaced = before?.Connection;
            _byComponent[session.Component] = session;
            // Somebody else may have changed the session since.
            connection.Filter = session.Filter.With(session.Filter.Patterns);
            session.Connection = connection;
            _connections.Add(connection);
            Volatile.Write(ref _all, [.. _connections]);
            Greet(connection, query);
            if (before is not null && before != session) Leave(before);
        }
        Parts.Metrics.Accepted();
        replaced?.Close(CloseReason.Normal, "replaced");
        LogConnected(session.Component, session.Id is not null);
        connection.Start();
    }

    /// <summary>Closes a connection that was taken only to say that it is not welcome.</summary>
    public void Reject(SocketConnection connection, string reason)
    {
        lock (_gate)
        {
            _connections.Add(connection);
            Volatile.Write(ref _all, [.. _connections]);
        }
        Parts.Metrics.Refused();
        connection.Close(CloseReason.Policy, reason);
        connection.Start();
    }

    /// <summary>A connection has ended. Its session stays, if its client asked for one.</summary>
    public void Detach(SocketConnection connection)
    {
        var session = connection.Session;
        lock (_gate)
        {
            _connections.Remove(connection);
            Volatile.Write(ref _all, [.. _connections]);
            // Another connection has the session already.
            if (session.Connection != connection) return;
            session.Connection = null;
            if (session.Id is null && _byComponent.GetValueOrDefault(session.Component) == session) _byComponent.Remove(session.Component);
            Leave(session);
        }
        LogDisconnected(session.Component);
    }

    /// <summary>Says where a session begins: with what it missed, or with what is lost.</summary>
    private void Greet(SocketConnection connection, SocketQuery query)
    {
        var (session, ring) = (connection.Session, Parts.Ring);
        connection.StartAt(session.Begins);
        if (session.Id is not { } id) return;
        var known = query.Session == id;
        if (!known) _sessions.Add(session);
        else _sessions.Resumed(session);
        var from = known && query.After is { } after && after < session.Begins ? after + 1 : session.Begins;
        var lost = known && from < ring.First;
        connection.StartAt(lost ? ring.First : from);
        connection.Answer(Answers.Session(id, (lost ? ring.First : from) - 1, known));
        if (known) Parts.Metrics.Resumed();
        if (lost)
        {
            Parts.Metrics.Gap();
            connection.Answer(Answers.Gap(from, ring.First - 1, "These events are not in the buffer any more."));
        }
        else if (!known && !query.IsNewSession)
        {
            Parts.Metrics.Gap();
            connection.Answer(Answers.Gap(query.After + 1, null, "The session is not known here any more: it was left too long ago, or the host has restarted. This is a new one."));
        }
    }

    /// <summary>A session without a connection waits for its client; one that cannot be resumed goes.</summary>
    private void Leave(SocketSession session)
    {
        if (session.Id is null) Forget(session);
        else _sessions.Left(session, Parts.Clock.Now);
    }

    private void Forget(SocketSession session)
    {
        foreach (var pattern in session.Filter.Patterns) _patterns.Remove(pattern);
        session.Filter = session.Filter.With([]);
        if (_byComponent.GetValueOrDefault(session.Component) == session && session.Connection is null) _byComponent.Remove(session.Component);
    }

    /// <summary>A client subscribes to more or fewer types.</summary>
    /// <returns>What is wrong; null when it was done.</returns>
    public string? Subscribe(SocketConnection connection, FrameKind kind, IReadOnlyList<string> types)
    {
        var session = connection.Session;
        lock (_gate)
        {
            if (session.Connection != connection) return "The connection was replaced.";
            string? problem = null;
            if (kind == FrameKind.Subscribe) problem = AddPatterns(session, types);
            else RemovePatterns(session, types);
            connection.Filter = session.Filter.With(session.Filter.Patterns);
            return problem;
        }
    }

    private void RemovePatterns(SocketSession session, IReadOnlyList<string> types)
    {
        foreach (var type in types.Where(session.Filter.Patterns.Contains).Distinct(StringComparer.Ordinal)) _patterns.Remove(type);
        session.Filter = session.Filter.With(session.Filter.Patterns.RemoveAll(types.Contains));
    }

    private string? AddPatterns(SocketSession session, IReadOnlyList<string> types)
    {
        var had = session.Filter.Patterns;
        ImmutableArray<string> added = [.. types.Distinct(StringComparer.Ordinal).Where(type => !had.Contains(type))];
        var most = Parts.Options().Sockets.MaxSubscriptions;
        if (had.Length + added.Length > most) return $"A connection may subscribe to {most} types and patterns, and this would be {had.Length + added.Length}. Use beginnings such as trade.*.";
        var done = 0;
        try
        {
            for (; done < added.Length; done++) _patterns.Add(added[done]);
        }
        catch (ArgumentException exception)
        {
            foreach (var pattern in added.AsSpan(0, done)) _patterns.Remove(pattern);
            return exception.Message;
        }
        if (added.Length > 0) session.Filter = session.Filter.With([.. had, .. added]);
        return null;
    }

    [LoggerMessage(4211, LogLevel.Debug, "{Component} is connected (session: {HasSession}).")]
    private partial void LogConnected(string component, bool hasSession);

    [LoggerMessage(4212, LogLevel.Debug, "{Component} is disconnected.")]
    private partial void LogDisconnected(string component);
}
