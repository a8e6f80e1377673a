using System.Collections.Concurrent;
using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>A simulated exchange with a connection to one of its venues.</summary>
internal sealed class Rig : IAsyncDisposable, IConnectionObserver
{
    private Rig(SimulatedExchange exchange, string venue, Func<ExchangeConnectionOptions, ExchangeConnectionOptions>? change)
    {
        Exchange = exchange;
        Venue = venue;
        var endpoints = new VenueEndpoints(exchange.WebSocket(venue), exchange.Rest(venue));
        var options = new ExchangeConnectionOptions { Endpoints = endpoints, Observer = this, Seed = 1 };
        options = change?.Invoke(options) ?? options;
        // The limits of a live venue allow no thousand breaks a minute; tests of limits leave them as they are.
        Connection = new ExchangeConnection(venue, options);
    }

    public static IEnumerable<string> Venues => ["binance", "binance-futures", "coinbase", "kraken", "okx", "bybit", "bybit-linear"];

    public SimulatedExchange Exchange { get; }

    public string Venue { get; }

    public ExchangeConnection Connection { get; }

    public VenueStats Stats => Exchange.Stats(Venue);

    public ConcurrentQueue<(string Link, LinkState State, string Reason)> States { get; } = new();

    public ConcurrentQueue<StreamGap> Gaps { get; } = new();

    public ConcurrentQueue<StreamOverlap> Overlaps { get; } = new();

    public ConcurrentQueue<(OrderBook Book, BookDoubt Doubt)> Doubts { get; } = new();

    public ConcurrentQueue<MalformedFrame> Malformed { get; } = new();

    /// <summary>The grade that a book of this venue has when all is well.</summary>
    public BookGrade NormalGrade => Venue switch
    {
        "kraken" => BookGrade.Checksummed,
        "coinbase" => BookGrade.Unproven,
        _ => BookGrade.Sequenced,
    };

    /// <summary>What is quoted on this venue.</summary>
    public string Quote => Venue is "coinbase" or "kraken" ? "USD" : "USDT";

    public string Symbol(string asset = "BTC") => $"{asset}-{Quote}";

    public static async Task<Rig> StartAsync(string venue, SimulatorOptions? options = null, Func<ExchangeConnectionOptions, ExchangeConnectionOptions>? change = null) =>
        new(await SimulatedExchange.StartAsync(options ?? new SimulatorOptions { Interval = TimeSpan.FromMilliseconds(5), AddressLimits = change is null }), venue, change);

    /// <summary>Limits far above the venue's, for tests that break connections more often than any venue allows.</summary>
    public static ExchangeConnectionOptions Unlimited(ExchangeConnectionOptions options, string venue) => options with
    {
        Limits = VenueCatalog.Create(venue).Limits with
        {
            Connects = new RateLimit(1_000_000, TimeSpan.FromSeconds(1)),
            RestWeight = new RateLimit(100_000_000, TimeSpan.FromSeconds(1)),
        },
        StableAfter = TimeSpan.Zero,
    };

    public Task<bool> Book(string asset, Collector collector, StreamOptions? options = null) => Connection.ConnectAsync(Channel.Book, Symbol(asset), collector.Take, options);

    public Task BookIsGood(string asset = "BTC") => Eventually.True(() => Connection.Book(Symbol(asset))?.Grade == NormalGrade,
        () => $"a good book of {asset} on {Venue}; grade {Connection.Book(Symbol(asset))?.Grade}, doubts {string.Join("; ", Connection.Book(Symbol(asset))?.History.Doubts.TakeLast(3) ?? [])}, links {string.Join("; ", Connection.Links)}");

    /// <summary>Waits until the connection's book is that of the simulated market, which stands still for it.</summary>
    public async Task BookIsTrue(string asset = "BTC")
    {
        Exchange.Paused = true;
        await Eventually.True(() => IsTrue(asset), () => $"the book of {asset} on {Venue} to be that of the market at {Market(asset).Sequence}; {Connection.Book(Symbol(asset))?.Read(1)}, doubts {string.Join("; ", Doubts.TakeLast(3))}, links {string.Join("; ", Connection.Links)}, {Stats.Open} open");
        Exchange.Paused = false;
    }

    private SimulatedSymbol Market(string asset) => Exchange.Symbols.First(one => one.Base == asset && one.Quote == Quote);

    private bool IsTrue(string asset)
    {
        var symbol = Market(asset);
        var (bids, asks) = Exchange.Frozen(() => (symbol.Bids.Take(10).ToList(), symbol.Asks.Take(10).ToList()));
        var book = Connection.Book(Symbol(asset))!.Read(10);
        return Same(book.Bids, bids) && Same(book.Asks, asks);

        bool Same(IEnumerable<BookLevel> levels, List<KeyValuePair<long, long>> truth) =>
            levels.Select(level => (level.Price, level.Size)).SequenceEqual(truth.Select(level => (Exchange.Price(level.Key), level.Value / 100_000_000m)));
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Exchange.DisposeAsync();
    }

    void IConnectionObserver.OnState(string link, LinkState state, string reason) => States.Enqueue((link, state, reason));

    void IConnectionObserver.OnGap(StreamGap gap) => Gaps.Enqueue(gap);

    void IConnectionObserver.OnOverlap(StreamOverlap overlap) => Overlaps.Enqueue(overlap);

    void IConnectionObserver.OnDoubt(OrderBook book, BookDoubt doubt) => Doubts.Enqueue((book, doubt));

    void IConnectionObserver.OnMalformed(MalformedFrame frame) => Malformed.Enqueue(frame);
}
