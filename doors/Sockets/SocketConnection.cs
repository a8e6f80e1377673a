using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors.Sockets;

/// <summary>
/// One WebSocket. It has a place in the ring of events and one writer, which runs while there is something to write and puts as much as fits into one write; an idle one
/// holds no buffer. Whoever wants it closed says so and why; the writer does it. Safe from any thread.
/// </summary>
internal sealed partial class SocketConnection
{
    private readonly SocketParts _parts;
    private readonly WebSocket _socket;
    private readonly GatedStream _stream;
    private readonly Action _abort;
    private readonly bool _compresses;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _log;
    private volatile SocketFilter _filter;
    private CloseReason? _closing;
    private TimeSpan _closingSince;
    private bool _gone;

    /// <param name="session">What it gets.</param>
    /// <param name="caller">Who it is.</param>
    /// <param name="parts">What connections share.</param>
    /// <param name="socket">The WebSocket: reads, and answers pings.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="compresses">Whether its client takes compressed frames.</param>
    /// <param name="abort">Cuts the connection.</param>
    public SocketConnection(SocketSession session, Caller caller, SocketParts parts, WebSocket socket, GatedStream stream, bool compresses, Action abort)
    {
        (Session, Caller, _parts, _socket, _stream, _compresses, _abort, _log) = (session, caller, parts, socket, stream, compresses, abort, parts.Log);
        _filter = session.Filter.With(session.Filter.Patterns);
        _cursor = parts.Ring.Next;
        _bucket = new(parts.Clock.Now);
    }

    /// <summary>What it gets.</summary>
    public SocketSession Session { get; }

    /// <summary>Who it is.</summary>
    public Caller Caller { get; }

    /// <summary>Which events it gets; what its writer remembers in it is the writer's alone, so no other connection has the same object.</summary>
    public SocketFilter Filter
    {
        get => _filter;
        set => _filter = value;
    }

    /// <summary>Changes what it is subscribed to; what is wrong comes back.</summary>
    public required Func<SocketConnection, FrameKind, IReadOnlyList<string>, string?> Subscribe { get; init; }

    private SocketOptions Options => _parts.Options().Sockets;

    /// <summary>Whether it is being closed.</summary>
    public bool IsClosing => Volatile.Read(ref _closing) is not null;

    /// <summary>Closes it, after what waits to be answered; if somebody has done that already, his reason holds.</summary>
    public void Close(int status, string reason)
    {
        var closing = new CloseReason(status, reason);
        _closingSince = _parts.Clock.Now;
        if (Interlocked.CompareExchange(ref _closing, closing, null) is not null) return;
        _parts.Metrics.Closed(status);
        LogClosing(Session.Component, status, closing.Text);
        Wake();
    }

    /// <summary>The host stops: closes it, when its requests are answered.</summary>
    public void Leave()
    {
        _leaving = true;
        if (Volatile.Read(ref _requests) == 0) CloseToLeave();
    }

    /// <summary>The host does not wait any longer.</summary>
    public void CloseToLeave() => Close(CloseReason.GoingAway, "The host stops.");

    /// <summary>Cuts it: the other side learns nothing any more.</summary>
    public void Abort()
    {
        if (Interlocked.CompareExchange(ref _closing, new CloseReason(CloseReason.Broken, ""), null) is null) _parts.Metrics.Closed(CloseReason.Broken);
        lock (_ended)
        {
            // Its request may have ended meanwhile, and is nobody's then.
            if (!_gone)
            {
                _socket.Abort();
                _abort();
            }
        }
        _ended.TrySetResult();
    }

    /// <summary>Looks after what takes too long.</summary>
    public void Check(TimeSpan now)
    {
        var options = Options;
        if (IsClosing)
        {
            if (now - _closingSince > options.CloseTimeout) Abort();
            return;
        }
        var (writing, message) = (Volatile.Read(ref _writingSince), Volatile.Read(ref _messageSince));
        if (writing > 0 && (now.Ticks - writing > options.WriteTimeout.Ticks || Volatile.Read(ref _cursor) < _parts.Ring.First)) CloseSlow();
        else if (message > 0 && now.Ticks - message > options.MessageTimeout.Ticks)
            Close(CloseReason.Policy, $"A message took longer than {options.MessageTimeout.TotalSeconds:0.###} s to come in.");
    }

    private void CloseSlow()
    {
        if (IsClosing) return;
        _parts.Metrics.SlowConsumer();
        Close(CloseReason.TryAgainLater, "You read too slowly. Resume your session to get what is still there, or subscribe to less.");
    }

    [LoggerMessage(4200, LogLevel.Debug, "The connection of {Component} is being closed with {Status}: {Reason}")]
    private partial void LogClosing(string component, int status, string reason);
}
