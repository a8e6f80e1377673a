using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Genesis.Events;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Doors.Sockets;

/// <summary>
/// Holds the connections and sessions, and puts events into the ring that they read from: an event is encoded once, and not at all while nobody is there. Safe from
/// any thread.
/// </summary>
internal sealed partial class SocketDoor : ISocketDoor, IThreadPoolWorkItem, IDisposable
{
    // As whom the door listens to events; no component has such an id.
    private const string Name = "*sockets";
    private const int Capacity = 16_384;
    private const int MostTypes = 4096;

    private static readonly TimeSpan CheckEvery = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly SessionTable _sessions = new();
    private readonly Dictionary<string, SocketSession> _byComponent = new(StringComparer.Ordinal);
    private readonly HashSet<SocketConnection> _connections = [];
    private readonly ConcurrentDictionary<string, EventType> _types = new(StringComparer.Ordinal);
    private readonly PatternCounts _patterns;
    private readonly EventListener[] _listeners;
    private readonly Func<string> _newId;
    private readonly CancellationTokenRegistration _stopping;
    private readonly CancellationTokenRegistration _over;
    private readonly IDisposable? _policyChanges;
    private readonly ITimer _checks;
    private EventPolicies _policies;
    private SocketConnection[] _all = [];
    private int _seats;
    private int _waking;
    private long _lost;

    public SocketDoor(
        EventBus events, IComponentBus bus, RequestAccess access, MonotonicClock clock, IOptionsMonitor<DoorOptions> options, IOptionsMonitor<EventOptions> policies, DoorLifetime lifetime,
        Func<string> newId, IMeterFactory? meters, ILogger<SocketDoor> log)
    {
        (_newId, _policies, _log) = (newId, new(policies.CurrentValue), log);
        var settings = options.CurrentValue.Sockets;
        var metrics = new SocketMetrics(meters, Count);
        Parts = new(new(settings.BufferEvents, settings.BufferBytes), metrics, clock, () => options.CurrentValue, bus, access, log, lifetime.Over);
        _policyChanges = policies.OnChange(changed =>
        {
            _policies = new(changed);
            _types.Clear();
        });
        _listeners = [.. Enum.GetValues<EventOrigin>().Select(origin => events.Listen(Take, Name, origin, Capacity))];
        _listeners[(int)EventOrigin.External].Add(EventPattern.Everything);
        _patterns = new([.. _listeners.Where(static (_, origin) => (EventOrigin)origin != EventOrigin.External)]);
        _stopping = lifetime.Stopping.Register(() => Each(static connection => connection.Leave()));
        _over = lifetime.Over.Register(() => Each(static connection => connection.CloseToLeave()));
        _checks = clock.Time.CreateTimer(_ => Check(), null, CheckEvery, CheckEvery);
    }

    /// <summary>What the connections share.</summary>
    public SocketParts Parts { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Connected
    {
        get
        {
            lock (_gate) return [.. _byComponent.Where(static pair => pair.Value.Connection is not null).Select(static pair => pair.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public SocketDoorStats GetStats()
    {
        var (connections, sessions) = Count();
        return Parts.Metrics.Read(connections, sessions);
    }

    /// <inheritdoc/>
    public bool Send(string component, string type, object? data, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(component);
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (EventPattern.ProblemOfType(type) is { } problem) throw new ArgumentException(problem, nameof(type));
        SocketConnection? connection;
        lock (_gate)
        {
            var session = _byComponent.GetValueOrDefault(component);
            var isThere = session is not null && (session.Id is not null || session.Connection?.IsClosing == false);
            if (!isThere && !_coming.ContainsKey(component)) return false;
            connection = session?.Connection;
            Parts.Ring.Add(TypeOf(type), Payload.Of(data).Utf8.Span, source, EventOrigin.External, only: component);
        }
        Parts.Metrics.Encoded();
        connection?.Wake();
        return true;
    }

    /// <inheritdoc/>
    public bool Disconnect(string component, int status, string reason)
    {
        if (status != CloseReason.Normal && status is < 3000 or > 4999) throw new ArgumentOutOfRangeException(nameof(status), status, "A close code of one's own is 1000, or 3000 to 4999.");
        SocketConnection? connection;
        lock (_gate) connection = _byComponent.GetValueOrDefault(component)?.Connection;
        connection?.Close(status, reason);
        return connection is not null;
    }

    /// <summary>A component is no more: nor is what stood for it.</summary>
    public void Remove(string component)
    {
        SocketConnection? connection;
        lock (_gate) connection = _byComponent.GetValueOrDefault(component)?.Connection;
        connection?.Close(CloseReason.Policy, $"The component {component} has been removed.");
    }

    /// <summary>Takes a seat for a connection; give it back with <see cref="LeaveSeat"/>.</summary>
    /// <param name="component">Whom it is for: one that replaces another may come although all seats are taken.</param>
    /// <returns>Whether there was one.</returns>
    public bool TrySit(string component)
    {
        lock (_gate)
        {
            var most = Parts.Options().Limits.UpgradedConnections;
            if (_seats >= most && !(_byComponent.GetValueOrDefault(component)?.Connection is not null && _seats < most * 2)) return false;
            _seats++;
            return true;
        }
    }

    public void LeaveSeat()
    {
        lock (_gate) _seats--;
    }

    /// <summary>Wakes all writers. Those that wait for nothing go back to sleep at once.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _waking, 0);
        foreach (var connection in Volatile.Read(ref _all)) connection.Wake();
    }

    public void Dispose()
    {
        foreach (var listener in _listeners) listener.Dispose();
        _stopping.Dispose();
        _over.Dispose();
        _policyChanges?.Dispose();
        _checks.Dispose();
        Each(static connection => connection.Abort());
        Parts.Metrics.Dispose();
    }

    /// <summary>An event of a component, an exchange or from outside.</summary>
    private ValueTask Take(ComponentEvent happened)
    {
        // Whoever comes later begins after it.
        if (Volatile.Read(ref _all).Length == 0 && _sessions.Count == 0 && _coming.Count == 0) return default;
        ReadOnlySpan<byte> data;
        try
        {
            data = happened.Data.Utf8.Span;
        }
        catch (PayloadException exception)
        {
            Parts.Metrics.Caught(recovered: false);
            LogNotEncoded(exception, happened.Type, happened.Source);
            return default;
        }
        Parts.Ring.Add(TypeOf(happened.Type), data, happened.Source, happened.Origin, happened.Key);
        Parts.Metrics.Encoded();
        // All that comes until they wake is served in one go.
        if (Interlocked.Exchange(ref _waking, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return default;
    }

    private EventType TypeOf(string name)
    {
        if (_types.TryGetValue(name, out var type)) return type;
        if (_types.Count >= MostTypes) _types.Clear();
        return _types.GetOrAdd(name, static (name, policies) => new EventType(name, policies), _policies);
    }

    private (int Connections, int Sessions) Count()
    {
        lock (_gate) return (_connections.Count, _sessions.Count);
    }

    private void Each(Action<SocketConnection> action)
    {
        foreach (var connection in Volatile.Read(ref _all)) action(connection);
    }

    private void Check()
    {
        try
        {
            var now = Parts.Clock.Now;
            foreach (var connection in Volatile.Read(ref _all)) connection.Check(now);
            TellLost();
            var settings = Parts.Options().Sockets;
            lock (_gate)
                foreach (var old in _sessions.TakeOld(now, settings.SessionLifetime, settings.MaxSessions)) Forget(old);
        }
        catch (Exception exception)
        {
            // On a timer nobody else would catch it, and the host would end.
            LogCheckFailed(exception);
        }
    }

    [LoggerMessage(4214, LogLevel.Error, "Looking after the connections has failed; it is tried again.")]
    private partial void LogCheckFailed(Exception exception);

    /// <summary>What did not even get here is said to everybody, about where it is missing.</summary>
    private void TellLost()
    {
        var lost = _listeners.Sum(static listener => listener.Lost);
        if (lost == _lost) return;
        var more = lost - _lost;
        _lost = lost;
        Parts.Metrics.Gap();
        LogLost(more);
        Parts.Ring.AddNotice(number => Answers.Lost(more, number));
        Each(static connection => connection.Wake());
    }

    [LoggerMessage(4213, LogLevel.Warning, "{Lost} events came faster than the WebSocket door could take them; its clients are told that they are lost.")]
    private partial void LogLost(long lost);

    [LoggerMessage(4210, LogLevel.Warning, "Events of type {Type} from {Source} cannot be written as JSON; sockets do not get them.")]
    private partial void LogNotEncoded(Exception exception, string type, string source);
}
