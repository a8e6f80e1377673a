using System.Collections.Immutable;
using Genesis.Events;
using Genesis.Exchanges;
using Genesis.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Adds the trading flow to a host with components.</summary>
public static class TradingGenesisBuilderExtensions
{
    /// <summary>
    /// Adds the whole flow: market data manager, strategy manager, signal processor, risk manager, exchange manager with the paper exchange, and portfolio, as the
    /// section Genesis:Trading declares them; and the feed of its venue and symbols.
    /// </summary>
    /// <param name="genesis">The host's components.</param>
    /// <param name="withFeed">False to bring the market data in another way: give them to <see cref="FeedIntake"/>, or add an <see cref="IMarketFeed"/>.</param>
    public static GenesisBuilder AddTrading(this GenesisBuilder genesis, bool withFeed = true)
    {
        var services = genesis.Services;
        genesis.AddSettings<TradingOptions>(TradingOptions.Section, static provider => new TradingOptionsValidator(provider.GetServices<StrategyType>()));
        genesis.AddStrategy(nameof(SmaCrossover), static settings => new SmaCrossover(settings));
        genesis.AddStrategy(nameof(MeanReversion), static settings => new MeanReversion(settings));
        services.AddSingleton<IConfigureOptions<EventOptions>>(new ConfigureOptions<EventOptions>(SetPolicies));
        services.TryAddSingleton<DeclaredStrategies>();
        services.TryAddSingleton<FeedIntake>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider =>
            new FeedParts(provider.GetServices<IMarketFeed>(), provider.GetRequiredService<FeedIntake>(), provider.GetRequiredService<ILogger<FeedParts>>()));
        if (withFeed) services.AddSingleton<IMarketFeed>(MakeFeed);
        AddComponents(genesis);
        return genesis;
    }

    /// <summary>Makes a strategy known, so that the configuration can declare it.</summary>
    /// <param name="genesis">The host's components.</param>
    /// <param name="name">Its name in <c>Genesis:Trading:Strategies:…:Type</c>.</param>
    /// <param name="make">Makes one by its settings.</param>
    public static GenesisBuilder AddStrategy<TState>(this GenesisBuilder genesis, string name, Func<StrategySettings, IStrategy<TState>> make)
        where TState : class
    {
        genesis.Services.AddSingleton(new StrategyType(name, settings => StrategyRunner.Of(make(settings))));
        return genesis;
    }

    private static void AddComponents(GenesisBuilder genesis)
    {
        var summary = ImmutableDictionary<string, RequestPolicy>.Empty.Add(TradingRequests.Summary, new RequestPolicy { Idempotent = true });
        genesis.AddComponent<MarketDataManager>(
            TradingIds.MarketData, [], new ComponentPolicies { MailboxCapacity = 2_000, Weight = 2, Requests = summary.Add("price", new() { Idempotent = true }).Add("book", new() { Idempotent = true }) });
        genesis.AddComponent(
            TradingIds.Strategies, [], new ComponentPolicies { MailboxCapacity = 2_000, Requests = summary },
            make: static (provider, _) => new StrategyManager(provider.GetRequiredService<DeclaredStrategies>()));
        genesis.AddComponent<SignalProcessor>(TradingIds.Signals, [TradingEvents.Signal, TradingEvents.Order], new ComponentPolicies { Requests = summary });
        genesis.AddTradingOrders();
    }

    private static IMarketFeed MakeFeed(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<TradingOptions>>().Value;
        var behaviour = provider.GetService<ExchangeConnectionOptions>() ?? new ExchangeConnectionOptions { Logging = provider.GetRequiredService<ILoggerFactory>(), Time = provider.GetRequiredService<TimeProvider>() };
        var venue = VenueCatalog.Create(options.Venue, behaviour.Endpoints);
        var instruments = provider.GetRequiredService<InstrumentTable>();
        return new LiveFeed(
            venue, new ExchangeConnection(venue, behaviour), [.. options.Symbols.Select(Symbols.Name).Distinct()], options.BookDepth, instruments.Set, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LiveFeed>>());
    }

    // What the configuration says of these types wins, setting by setting.
    private static void SetPolicies(EventOptions options)
    {
        // A handler that fails tries again: a dead letter would be a signal that has neither been accepted nor refused.
        Set(options, TradingEvents.Signal, new() { Durable = true, Priority = EventPriority.High, Retries = 5 });
        Set(options, FeedEvents.Gap, new() { Overflow = OverflowPolicy.DropOldest, Priority = EventPriority.High, Flows = true });
        Set(options, SignalOutcome.EventType, new() { Overflow = OverflowPolicy.DropOldest });
    }

    private static void Set(EventOptions options, string type, EventTypeOptions usual)
    {
        if (!options.Types.TryGetValue(type, out var said)) options.Types[type] = said = new();
        said.Overflow ??= said.Durable == true ? null : usual.Overflow;
        said.Durable ??= usual.Durable;
        said.Priority ??= usual.Priority;
        said.Flows ??= usual.Flows;
        said.Retries ??= usual.Retries;
    }
}
