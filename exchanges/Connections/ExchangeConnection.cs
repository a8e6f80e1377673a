using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Genesis.Exchanges;

/// <summary>
/// Live market data of one exchange: streams by name, each with its callback. Streams share sockets as the venue's routes and limits allow;
/// a break, a dead socket or a doubtful book is noticed, told and healed. Safe for use from many threads, also from within callbacks.
/// </summary>
public sealed class ExchangeConnection : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];
    private readonly Dictionary<Symbol, int> _priorities = [];
    private readonly ExchangeConnectionOptions _options;
    private readonly ConnectionMetrics _metrics;
    private readonly VenueQuota _quota;
    private readonly Random _random;
    private readonly ILogger _log;
    private readonly IVenue _venue;
    private int _numbered;
    private bool _disposed;

    /// <param name="exchange">Name of the venue: <c>binance</c>, <c>binance-futures</c>, <c>coinbase</c>, <c>kraken</c>, <c>okx</c>, <c>bybit</c>, <c>bybit-linear</c>.</param>
    /// <param name="options">How connections behave.</param>
    /// <exception cref="ArgumentException">There is no such venue; the message lists those there are.</exception>
    public ExchangeConnection(string exchange, ExchangeConnectionOptions? options = null)
        : this(VenueCatalog.Create(exchange, options?.Endpoints), options)
    {
    }

    /// <param name="venue">The venue and its protocol.</param>
    /// <param name="options">How connections behave.</param>
    public ExchangeConnection(IVenue venue, ExchangeConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(venue);
        _venue = venue;
        _options = options ?? ExchangeConnectionOptions.Default;
        _metrics = new ConnectionMetrics(venue.Name);
        _quota = VenueQuota.Of(venue, _options.Limits ?? venue.Limits, _options.Time);
        _random = new LockedRandom(_options.Seed ?? (int)_options.Time.GetTimestamp());
        _log = _options.Logging.CreateLogger<ExchangeConnection>();
    }

    /// <summary>The venue's name.</summary>
    public string Exchange => _venue.Name;

    /// <summary>How each of its connections stands.</summary>
    public ImmutableArray<LinkStatus> Links
    {
        get { lock (_gate) return [.. _links.Select(link => link.Status)]; }
    }

    /// <summary>How each callback is doing.</summary>
    public ImmutableArray<ConsumerStatus> Consumers
    {
        get { lock (_gate) return [.. _links.SelectMany(link => link.Consumers())]; }
    }

    /// <summary>Connects to a stream.</summary>
    /// <param name="stream">The venue's own name of it (<c>btcusdt@trade</c>).</param>
    /// <param name="callback">Given each item, one at a time, on threads of the pool. What it throws is logged and counted; while it hangs, its own queue fills.</param>
    /// <param name="url">Where, instead of the venue's address for this stream.</param>
    /// <returns>True once the venue has confirmed. False if it refused, or was silent for <see cref="ExchangeConnectionOptions.ConnectTimeout"/>: then nothing is left of it.</returns>
    /// <exception cref="ArgumentException">The venue has no such stream; the message says how its streams are named.</exception>
    public Task<bool> ConnectAsync(string stream, Action<StreamEvent> callback, Uri? url = null, StreamOptions? options = null, CancellationToken cancellation = default) =>
        ConnectAsync(_venue.ParseStream(stream), callback, url, options, cancellation);

    /// <summary>Connects to a stream by what it carries and a symbol in any common form (<c>BTC/USDT</c>, <c>BTC-USDT</c>, <c>btcusdt</c>).</summary>
    /// <inheritdoc cref="ConnectAsync(string, Action{StreamEvent}, Uri?, StreamOptions?, CancellationToken)"/>
    public Task<bool> ConnectAsync(Channel channel, string symbol, Action<StreamEvent> callback, StreamOptions? options = null, CancellationToken cancellation = default) =>
        ConnectAsync(_venue.Stream(channel, symbol), callback, null, options, cancellation);

    /// <inheritdoc cref="ConnectAsync(string, Action{StreamEvent}, Uri?, StreamOptions?, CancellationToken)"/>
    public async Task<bool> ConnectAsync(StreamKey stream, Action<StreamEvent> callback, Uri? url = null, StreamOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(callback);
        var consumer = new Consumer(stream, callback, options ?? StreamOptions.Default, _options, _metrics, _log);
        var (link, lane) = Place(stream, consumer, url ?? _venue.Route(_venue.Carrier(stream)).Url);
        var accepted = false;
        try
        {
            accepted = await lane.First.WaitAsync(_options.ConnectTimeout, _options.Time, cancellation);
        }
        catch (TimeoutException)
        {
            _log.NotConfirmed(stream.Name, _options.ConnectTimeout.TotalSeconds, link.Status.LastReason);
        }
        finally
        {
            if (!accepted)
            {
                link.Remove(stream, consumer);
                await CloseEmptyAsync();
            }
        }
        return accepted;
    }

    /// <summary>Ends a stream: no call of its callbacks begins any more.</summary>
    /// <returns>True if it was connected, or on its way there.</returns>
    /// <exception cref="ArgumentException">The venue has no such stream.</exception>
    public Task<bool> DisconnectAsync(string stream) => DisconnectAsync(_venue.ParseStream(stream));

    /// <inheritdoc cref="DisconnectAsync(string)"/>
    public async Task<bool> DisconnectAsync(StreamKey stream)
    {
        var removed = Snapshot().Aggregate(false, (any, link) => link.Remove(stream) | any);
        return await CloseEmptyAsync() && removed;
    }

    /// <summary>Ends all streams and connections.</summary>
    /// <returns>True when nothing runs any more.</returns>
    public async Task<bool> DisconnectAllAsync()
    {
        foreach (var link in Snapshot())
            foreach (var stream in link.Status.Streams) link.Remove(stream, unsubscribe: false);
        return await CloseEmptyAsync();
    }

    /// <summary>A symbol's book, in any common form; null unless its stream is connected.</summary>
    public OrderBook? Book(string symbol)
    {
        var resolved = _venue.Symbols.Resolve(symbol);
        return Snapshot().Select(link => link.Book(resolved)).FirstOrDefault(book => book is not null);
    }

    /// <summary>Sets how early a symbol's streams are subscribed and its book is built anew after a break: higher is earlier. For open positions.</summary>
    public void Prioritize(string symbol, int priority)
    {
        var resolved = _venue.Symbols.Resolve(symbol);
        lock (_gate) _priorities[resolved] = priority;
        foreach (var link in Snapshot()) link.Prioritize(resolved, priority);
    }

    /// <summary>Replaces all sockets by new ones, opened first: for a planned cut that only the user knows of.</summary>
    /// <returns>True if all were replaced; those that were not go on as before.</returns>
    public async Task<bool> RenewAsync()
    {
        var renewed = await Task.WhenAll(Snapshot().Select(link => link.RenewAsync()));
        return Array.TrueForAll(renewed, one => one);
    }

    /// <summary>Learns the venue's instruments: from then on symbols are read by them.</summary>
    /// <returns>How many there are; 0 if the venue did not answer.</returns>
    public async Task<int> LearnInstrumentsAsync(CancellationToken cancellation = default)
    {
        var learned = 0;
        foreach (var query in _venue.InstrumentsQueries)
        {
            await _quota.RestWeight.TakeAsync(Math.Min(query.Weight, _quota.RestWeight.Capacity), cancellation);
            var reply = await _options.Rest.GetAsync(query.Url, cancellation);
            if (reply.Status != 200) continue;
            var instruments = _venue.ParseInstruments(reply.Body);
            _venue.Symbols.Learn(instruments);
            learned += instruments.Count;
        }
        return learned;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        await DisconnectAllAsync();
    }

    private (Link Link, Lane Lane) Place(StreamKey stream, Consumer consumer, Uri url)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var priority = _priorities.GetValueOrDefault(stream.Symbol);
            foreach (var link in _links)
                if (link.Url == url && link.TryAdd(stream, consumer, priority) is { } lane)
                    return (link, lane);
            var added = new Link($"{_venue.Name}/{++_numbered}", _venue, url, _options, _quota, _metrics, _random, _log);
            var first = added.TryAdd(stream, consumer, priority)!;
            _links.Add(added);
            added.Start();
            return (added, first);
        }
    }

    private Link[] Snapshot()
    {
        lock (_gate) return [.. _links];
    }

    /// <summary>Ends links without streams. A stream that comes at the same time gets a new one.</summary>
    private async Task<bool> CloseEmptyAsync()
    {
        List<Link> empty;
        lock (_gate)
        {
            empty = [.. _links.Where(link => link.TryRetire())];
            _links.RemoveAll(empty.Contains);
        }
        var closed = await Task.WhenAll(empty.Select(link => link.CloseAsync()));
        return Array.TrueForAll(closed, one => one);
    }
}
