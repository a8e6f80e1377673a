using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.ExchangeSimulator;

/// <summary>
/// A local exchange that speaks the protocols of several venues, each under its own name: <c>ws://127.0.0.1:port/binance/ws</c>,
/// <c>http://127.0.0.1:port/binance/api/v3/depth</c>. One market behind all of them, made up from a seed or recorded. Loopback only.
/// </summary>
public sealed partial class SimulatedExchange : IAsyncDisposable
{
    private readonly Dictionary<string, VenueProtocol> _venues = [];
    private readonly List<Session> _sessions = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly WebApplication _server;
    private readonly Task _market;
    private readonly CaptureMarket? _capture;
    private int _nextSymbol;

    private SimulatedExchange(SimulatorOptions options, WebApplication server)
    {
        Options = options;
        _server = server;
        var random = new Random(options.Seed);
        _capture = options.Capture is null ? null : new CaptureMarket(options.Capture, random);
        PriceDecimals = _capture?.PriceDecimals ?? 2;
        Symbols = _capture is not null ? [.. _capture.Symbols] : [.. options.Symbols.Select((name, rank) => new SimulatedSymbol(name, 3_000_000 / (rank + 1), options.Levels, new Random(random.Next())) { Liveliness = options.Liveliness })];
        VenueProtocol[] venues =
        [
            new BinanceProtocol("binance", isFutures: false) { Exchange = this },
            new BinanceProtocol("binance-futures", isFutures: true) { Exchange = this },
            new CoinbaseProtocol { Exchange = this },
            new KrakenProtocol { Exchange = this },
            new OkxProtocol { Exchange = this },
            new BybitProtocol("bybit", "spot") { Exchange = this },
            new BybitProtocol("bybit-linear", "linear") { Exchange = this },
        ];
        foreach (var venue in venues) _venues[venue.Name] = venue;
        _market = RunMarketAsync();
    }

    public SimulatorOptions Options { get; }

    public IReadOnlyList<SimulatedSymbol> Symbols { get; }

    /// <summary>Decimals of every price: what a tick is.</summary>
    public int PriceDecimals { get; }

    /// <summary>A price in units of the quote.</summary>
    public decimal Price(long ticks) => ticks / (decimal)Math.Pow(10, PriceDecimals);

    public FaultBoard Faults { get; } = new();

    /// <summary>Names of the venues.</summary>
    public IEnumerable<string> Venues => _venues.Keys;

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>While true the market stands still.</summary>
    public bool Paused { get; set; }

    internal Lock Gate { get; } = new();

    public static async Task<SimulatedExchange> StartAsync(SimulatorOptions options, CancellationToken cancellation = default)
    {
        // The empty builder reads no configuration and sets no signal handlers: this server lives inside a host or a test.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnerLifetime>();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(System.Net.IPAddress.Loopback, options.Port, listen => listen.Use(next => connection => ConnectionGate.Guard(connection, next)));
        });
        var server = builder.Build();
        var exchange = new SimulatedExchange(options, server);
        server.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromMinutes(1) });
        server.Run(exchange.ServeAsync);
        await server.StartAsync(cancellation);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        exchange.Port = new Uri(address).Port;
        return exchange;
    }

    /// <summary>Where a venue's streams are.</summary>
    public Uri WebSocket(string venue) => new($"ws://127.0.0.1:{Port}/{venue}");

    /// <summary>Where a venue's REST requests go.</summary>
    public Uri Rest(string venue) => new($"http://127.0.0.1:{Port}/{venue}");

    /// <summary>What a venue has seen of its clients.</summary>
    public VenueStats Stats(string venue) => _venues[venue].Stats;

    /// <summary>Moves the market on: one change in each of the next symbols, in turn; a recorded market by one interval.</summary>
    public void Step(int symbols = 1)
    {
        lock (Gate)
        {
            var now = Options.Time.GetUtcNow();
            if (_capture is not null)
                foreach (var change in _capture.Advance(Interval, now)) Publish(change);
            else
                for (var i = 0; i < symbols; i++) Publish(Symbols[_nextSymbol++ % Symbols.Count].Step(now));
        }
    }

    /// <summary>Runs something while the market stands still, to compare a client's view with the truth.</summary>
    public T Frozen<T>(Func<T> look)
    {
        lock (Gate) return look();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _market;
        lock (Gate)
            foreach (var session in _sessions) session.Break();
        await _server.DisposeAsync();
        _capture?.Dispose();
        _ending.Dispose();
    }

    private TimeSpan Interval => Options.Interval > TimeSpan.Zero ? Options.Interval : TimeSpan.FromMilliseconds(100);

    private void Publish(MarketChange change)
    {
        DepthView.AdvanceAll(change.Symbol);
        foreach (var session in _sessions) session.Venue.Changed(session, change);
    }

    private async Task RunMarketAsync()
    {
        var time = Options.Time;
        using var timer = new PeriodicTimer(Interval, time);
        var second = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
            {
                if (Options.Interval > TimeSpan.Zero && !Paused) Step(Math.Min(Options.SymbolsPerStep, Symbols.Count));
                if (time.GetElapsedTime(second) < TimeSpan.FromSeconds(1)) continue;
                second = time.GetTimestamp();
                lock (Gate)
                    foreach (var session in _sessions.ToList()) Age(session);
            }
        }
        catch (OperationCanceledException)
        {
            // The exchange ends.
        }
    }

    private void Age(Session session)
    {
        session.Venue.Ticked(session);
        if (Options.ConnectionLife is { } life && Options.Time.GetElapsedTime(session.OpenedAt) >= life)
            session.Close(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable, "end of life");
    }
}
