using Genesis.Doors;
using Genesis.ExchangeSimulator;
using Genesis.Trading;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Genesis.Silo.Demo;

/// <summary>The trading flow on a simulated or a real exchange, shown while it runs, with incidents and a summary.</summary>
internal sealed class MainJob : IAsyncDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly Arguments _arguments;
    private readonly SimulatedExchange? _exchange;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Recent<TapeLine> _tape = new(200);
    private readonly CancellationTokenSource _ending = new();

    private MainJob(Arguments arguments, SimulatedExchange? exchange) => (_arguments, _exchange) = (arguments, exchange);

    /// <summary>Prepares it; null when the configuration has no flow.</summary>
    public static async Task<MainJob?> Prepare(Arguments arguments, IConfiguration configuration)
    {
        if (arguments.Live is not null) return new MainJob(arguments, null);
        return configuration.GetSection(TradingOptions.Section).Exists() ? new MainJob(arguments, await SimulatedVenue.Start(configuration)) : null;
    }

    /// <summary>Lets warnings be shown by the live view, where there is one.</summary>
    public void Configure(ILoggingBuilder logging)
    {
        if (!IsLive) return;
        logging.ClearProviders();
        logging.AddProvider(new TapeLog(_tape, _time));
    }

    /// <summary>Adds the flow to the silo.</summary>
    public void Configure(GenesisBuilder genesis)
    {
        genesis.AddTrading();
        if (_arguments.Live is { } live)
        {
            genesis.Services.PostConfigure<TradingOptions>(options => FlowSymbols.Set(options, live, _arguments.Symbols));
            return;
        }
        genesis.Services.AddSingleton(services => SimulatedVenue.Connection(_exchange!, services.GetRequiredService<IOptions<TradingOptions>>().Value.Venue, services));
        if (_arguments.Calm) return;
        // A serial pair for the incident of the circle.
        var serial = new ComponentPolicies { Serial = true };
        genesis.AddComponent<Neighbour>(Neighbour.Left, policies: serial).AddComponent<Neighbour>(Neighbour.Right, policies: serial);
    }

    /// <summary>Shows the flow until the host is stopped or the time is up, and tells what it has done.</summary>
    public async Task Run(WebApplication host, ISystemGrain system, IReadOnlyList<string> doors, int port)
    {
        var services = host.Services;
        var (bus, events) = (services.GetRequiredService<IComponentBus>(), services.GetRequiredService<IEventRuntime>());
        var venue = services.GetRequiredService<IOptions<TradingOptions>>().Value.Venue;
        var intake = services.GetRequiredService<FeedIntake>();
        var watch = new FlowWatch(services.GetRequiredService<EventBus>(), _tape, _time);
        await watch.Start();
        var reader = new FlowReader(bus, system, intake, services.GetRequiredService<ISystemCounters>(), _time);
        var view = View(watch, reader, $"{(_exchange is null ? "live" : "simulated")} {venue}, paper orders  {string.Join(" ", doors)}");
        var incidents = _exchange is null || _arguments.Calm ? null
            : new IncidentRunner(new IncidentStage(_exchange, venue, watch, services.GetRequiredService<IFaults>(), bus, events, intake, system, _time), _time, view.Tell);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var showing = view.Run(stopping.Token);
        var breaking = incidents?.Run(stopping.Token) ?? Task.CompletedTask;
        try
        {
            await Task.Delay(_arguments.For ?? Timeout.InfiniteTimeSpan, _time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped by a person.
        }
        await _ending.CancelAsync();
        await Task.WhenAll(showing, breaking);
        if (_exchange is not null) _exchange.Paused = true;
        var (figures, ledger) = await Settle(reader, watch, events);
        foreach (var line in Summary.Lines(figures, watch, incidents?.Reports ?? [], ledger, Commands(doors, port, services.GetRequiredService<IOptions<TradingOptions>>().Value.Symbols))) Console.WriteLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (_exchange is not null) await _exchange.DisposeAsync();
        _ending.Dispose();
    }

    private bool IsLive => !_arguments.Plain && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    private IFlowView View(FlowWatch watch, FlowReader reader, string title) =>
        IsLive ? new LiveView(watch, reader, AnsiConsole.Console, title, _time) : new PlainView(watch, reader, Console.Out, _time);

    // What is under way ends, so that the counts are those of a system at rest. A stopping host does not wait for long.
    private async Task<(FlowFigures Figures, LedgerBalance Ledger)> Settle(FlowReader reader, FlowWatch watch, IEventRuntime events)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            var figures = await reader.Read();
            var rests = watch.Signals + watch.CarriedOver == watch.Accepted + watch.Refused && figures.Exchange is { } exchange && figures.Portfolio is { } portfolio
                && exchange.LastFill == portfolio.LastFill && figures.Components.All(static component => component.QueuedEvents == 0 && component.Activity == Activity.Idle);
            // Read while something moves, a ledger says only what is between two places at that moment.
            var ledger = await events.ReadLedger();
            if ((rests && ledger.IsBalanced) || ledger.IsWrong || _time.GetElapsedTime(began) > Settling) return (figures, ledger);
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time);
        }
    }

    private static string[] Commands(IReadOnlyList<string> doors, int port, List<string> symbols)
    {
        var door = doors.Count > 0 ? doors[0] : DoorOptions.UsualAddress;
        var symbol = symbols.Count > 0 ? Symbols.Name(symbols[0]) : "BTC-USDT";
        var console = "dotnet run --project client -- ";
        var suffix = port == 30000 ? "" : $" --port {port}";
        return
        [
            $"{console}top{suffix}",
            $"{console}chaos kill risk_manager{suffix}",
            $$$"""curl -s {{{door}}}/request/exchange_manager -H 'Content-Type: application/json' -d '{"type":"execute_trade","data":{"symbol":"{{{symbol}}}","side":"buy","amount":0.01}}'""",
        ];
    }
}
