using Genesis.Exchanges;
using Genesis.ExchangeSimulator;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;

namespace Genesis.Silo.Demo;

/// <summary>The simulated exchange of the main job: in this process, over real sockets.</summary>
internal static class SimulatedVenue
{
    /// <summary>Starts it with the symbols that the flow trades; those that cannot be read are left to the rules of the settings.</summary>
    public static Task<SimulatedExchange> Start(IConfiguration configuration)
    {
        string[] symbols =
        [
            .. configuration.GetSection($"{TradingOptions.Section}:{nameof(TradingOptions.Symbols)}").GetChildren().Select(static symbol => Symbols.Name(symbol.Value ?? ""))
                .Where(static symbol => Symbols.Kind(symbol) == InstrumentKind.Spot).Distinct()
        ];
        return SimulatedExchange.StartAsync(new SimulatorOptions { Symbols = symbols.Length > 0 ? symbols : ["BTC-USDT"], SymbolsPerStep = Math.Max(1, symbols.Length), Liveliness = 1, AddressLimits = false });
    }

    /// <summary>How the feed reaches it.</summary>
    public static ExchangeConnectionOptions Connection(SimulatedExchange exchange, string venue, IServiceProvider services) => new()
    {
        Endpoints = new VenueEndpoints(exchange.WebSocket(venue), exchange.Rest(venue)),
        Logging = (Microsoft.Extensions.Logging.ILoggerFactory?)services.GetService(typeof(Microsoft.Extensions.Logging.ILoggerFactory)) ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
    };
}
