using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Genesis.Exchanges;

/// <summary>
/// A connection to one route of a venue that lives through its sockets' deaths: it reconnects, resubscribes everything, has its books built
/// anew, and opens a successor before a planned end. Frames are taken under one lock, so that everything behind them has one thread at a time.
/// </summary>
internal sealed partial class Link
{
    private static long _lastWire;

    private readonly Lock _gate = new();
    private readonly LinkLifecycle _life = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<Action<IConnectionObserver>> _untold = new();
    private readonly Dictionary<Symbol, RecentTrades> _trades = [];
    private readonly ReconnectBackoff _backoff;
    private readonly Dispatcher _dispatcher;
    private readonly FeedState _feed;
    private readonly VenueQuota _quota;
    private readonly Random _random;
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;
    private Wire? _wire;
    private string _lastReason = "";
    private long _breaks, _attempts;

    public Link(string name, IVenue venue, Uri url, ExchangeConnectionOptions options, VenueQuota quota, ConnectionMetrics metrics, Random random, ILogger log)
    {
        (Name, Venue, Url, Options, Metrics) = (name, venue, url, options, metrics);
        (_quota, _random, _log) = (quota, random, log);
        Limits = options.Limits ?? venue.Limits;
        _rules = options.Liveness ?? venue.Liveness;
        _backoff = new ReconnectBackoff(options.FirstRetry, options.LongestRetry, random);
        _dispatcher = new Dispatcher(options, metrics, _untold.Enqueue, BookInNeed);
        _feed = new FeedState(venue, _dispatcher, _dispatcher);
        _forward = new Forward(this);
        _snapshots = new SnapshotClient(venue, quota, options);
    }

    /// <summary>Names it in logs: venue, route and a number.</summary>
    public string Name { get; }

    public IVenue Venue { get; }

    public Uri Url { get; }

    public ExchangeConnectionOptions Options { get; }

    public VenueLimits Limits { get; }

    public ConnectionMetrics Metrics { get; }

    public bool IsEnding => _life.IsEnding;

    public LinkStatus Status
    {
        get
        {
            lock (_gate)
            {
                var lanes = _dispatcher.Lanes;
                return new LinkStatus(Name, Url, _life.State, [.. lanes.Select(lane => lane.Stream)], lanes.Count(lane => lane.Confirmed),
                    Volatile.Read(ref _attempts), Volatile.Read(ref _breaks), _lastReason, _wire?.Age);
            }
        }
    }

    public void Start()
    {
        if (_life.TryMove(LinkState.Connecting)) _running = Task.Run(RunAsync);
    }

    /// <summary>Ends it, whatever it is doing; true when nothing of it runs any more.</summary>
    public async Task<bool> CloseAsync()
    {
        _life.TryMove(LinkState.Closing);
        await _closing.CancelAsync();
        try
        {
            await _running.WaitAsync(TimeSpan.FromSeconds(10), Options.Time);
            return true;
        }
        catch (TimeoutException)
        {
            _log.LinkDidNotEnd(Name);
            return false;
        }
    }

    public OrderBook? Book(Symbol symbol) => _feed.Book(symbol);

    private async Task RunAsync()
    {
        try
        {
            Wire? wire = null;
            var lost = 0L;
            while (!_life.IsEnding)
            {
                wire ??= await OpenAsync();
                if (wire is null) break;
                if (!Adopt(wire)) wire.End("closed");
                using var caring = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                var care = CareAsync(wire, lost, caring.Token);
                var reason = await wire.Ended;
                await caring.CancelAsync();
                await care;
                Metrics.Closed();
                wire = Successor(wire, reason);
                lost = Options.Time.GetTimestamp();
            }
            await EndRenewalAsync();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // A fault of ours: without this the link would be gone without a word.
            _log.LinkFailed(Name, problem);
            _life.TryMove(LinkState.Closing);
        }
        finally
        {
            Lost("closed");
            _life.TryMove(LinkState.Closing);
            _life.TryMove(LinkState.Closed);
            Tell(observer => observer.OnState(Name, LinkState.Closed, _lastReason));
            TellAll();
        }
    }

    /// <summary>Tries until there is a socket or the link ends.</summary>
    private async Task<Wire?> OpenAsync()
    {
        while (!_life.IsEnding)
        {
            try
            {
                var wait = _backoff.Next();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, Options.Time, _closing.Token);
                return await HandshakeAsync();
            }
            catch (OperationCanceledException) when (_life.IsEnding)
            {
                return null;
            }
            catch (Exception problem)
            {
                // Refused, unreachable, too slow: whatever it was, the next attempt comes later.
                _lastReason = problem.Message;
                if (problem is VenueRefusedException refused) _quota.Connects.Block(refused.RetryAfter);
                _log.ConnectFailed(Name, _backoff.Attempt, problem.Message);
                Metrics.Broke("connect failed");
            }
        }
        return null;
    }

    private async Task<Wire> HandshakeAsync()
    {
        await _quota.Connects.TakeAsync(1, _closing.Token);
        Interlocked.Increment(ref _attempts);
        Metrics.Connecting();
        using var deadline = new CancellationTokenSource(Options.HandshakeTimeout, Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closing.Token);
        var socket = await Options.Transport.ConnectAsync(Url, either.Token);
        var wire = new Wire(this, socket, Venue.CreateParser(), Interlocked.Increment(ref _lastWire));
        Options.Recorder?.Connected(wire.Id, Url, Options.Time.GetUtcNow());
        Metrics.Opened();
        wire.Start(_closing.Token);
        return wire;
    }

    /// <summary>Makes a socket the link's own and asks for everything; false if the link has ended meanwhile.</summary>
    private bool Adopt(Wire wire)
    {
        lock (_gate)
        {
            if (_wire != wire)
            {
                if (!_life.TryMove(LinkState.Connecting, LinkState.Subscribing)) return false;
                _wire = wire;
                foreach (var lane in _dispatcher.Lanes)
                {
                    lane.Confirmed = false;
                    lane.RetryAt = 0;
                    lane.Resyncs.Reset();
                }
                wire.Subscribe(Carriers());
            }
        }
        Tell(observer => observer.OnState(Name, LinkState.Subscribing, ""));
        TellAll();
        return true;
    }

    /// <summary>What takes a dead socket's place: its successor if one is open already, otherwise nothing.</summary>
    private Wire? Successor(Wire wire, string reason)
    {
        lock (_gate)
        {
            if (_handover is { } handover && handover.Old == wire)
            {
                Finish(handover, oldDied: true);
                return _wire;
            }
            // Replaced before it ended; the next planned cut may be under way already.
            if (_wire != wire) return _wire;
        }
        if (wire.Age >= Options.StableAfter) _backoff.Reset();
        // Reconnecting does not help a quiet market: it is left alone for longer each time.
        _fruitless = wire.HadData ? 0 : reason == "no data" ? _fruitless + 1 : _fruitless;
        Interlocked.Increment(ref _breaks);
        Metrics.Broke(reason);
        Lost(reason);
        if (_life.TryMove(LinkState.Connecting)) _log.Broke(Name, reason);
        Tell(observer => observer.OnState(Name, _life.State, reason));
        TellAll();
        return null;
    }

    private void Lost(string reason)
    {
        _lastReason = reason;
        lock (_gate)
        {
            _wire = null;
            foreach (var lane in _dispatcher.Lanes)
            {
                lane.Confirmed = false;
                if (lane.Stream.Channel != Channel.Book) lane.OpenGap(GapReason.ConnectionLost);
            }
            _feed.ConnectionLost(Options.Time.GetUtcNow(), reason);
        }
    }

    private List<StreamKey> Carriers() =>
        [.. _dispatcher.Lanes.OrderByDescending(lane => lane.Priority).ThenByDescending(lane => lane.Stream.Channel == Channel.Book).Select(lane => lane.Carrier).Distinct()];

    private void Tell(Action<IConnectionObserver> what) => _untold.Enqueue(what);

    /// <summary>Observers are told outside the lock.</summary>
    private void TellAll()
    {
        while (_untold.TryDequeue(out var what))
            if (Options.Observer is { } observer)
                try
                {
                    what(observer);
                }
                catch (Exception problem)
                {
                    _log.ObserverFailed(Name, problem);
                }
    }
}
