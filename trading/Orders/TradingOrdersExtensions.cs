using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>Adds the order side of the trading flow to a host.</summary>
public static class TradingOrdersExtensions
{
    private static readonly RequestPolicy Always = new() { Critical = true };
    private static readonly RequestPolicy Reads = new() { Idempotent = true, Critical = true };

    /// <summary>
    /// Adds exchange manager, risk manager and portfolio. Their settings are <see cref="TradingOptions"/>; market data reach them as <c>book</c>, <c>trade</c> and
    /// <c>price_update</c>, and <see cref="InstrumentTable"/> is where the venue's instruments are set.
    /// </summary>
    public static GenesisBuilder AddTradingOrders(this GenesisBuilder genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        genesis.Services.TryAddSingleton<InstrumentTable>();
        genesis.Services.TryAddSingleton(static services => new OrderMetrics(services.GetService<IMeterFactory>()));
        genesis.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TradingOptions>, OrderOptionsValidator>());
        // Many symbols, and a burst of trades between two looks at them.
        const int Mailbox = 1000;
        return genesis
            .AddComponent<ExchangeManager>(
                TradingIds.Exchange, [TradingEvents.Book, TradingEvents.Trade, TradingEvents.Risk, "system.mode"],
                new ComponentPolicies { MailboxCapacity = Mailbox, Requests = ExchangeRequests() })
            .AddComponent<RiskManager>(
                TradingIds.Risk, [TradingEvents.Fill, TradingEvents.Order, TradingEvents.PriceUpdate],
                new ComponentPolicies { MailboxCapacity = Mailbox, Requests = RiskRequests() })
            .AddComponent<Portfolio>(
                TradingIds.Portfolio, [TradingEvents.Fill, TradingEvents.PriceUpdate],
                new ComponentPolicies { MailboxCapacity = Mailbox, Requests = ImmutableDictionary<string, RequestPolicy>.Empty.Add(TradingRequests.Summary, Reads) });
    }

    private static ImmutableDictionary<string, RequestPolicy> ExchangeRequests() => new Dictionary<string, RequestPolicy>
    {
        [TradingRequests.ReduceOnly] = Always,
        [TradingRequests.Cancel] = Always,
        [TradingRequests.CancelAll] = Always,
        [TradingRequests.OrderStatus] = Reads,
        [TradingRequests.OpenOrders] = Reads,
        [TradingRequests.Fills] = Reads,
        [TradingRequests.Account] = Reads,
        [TradingRequests.Summary] = Reads,
    }.ToImmutableDictionary();

    // Approvals are the exchange manager's business: from outside they need the admin scope.
    // approve_order and spend_approval are not critical: in EMERGENCY that is what stops orders that were on their way to risk.
    private static ImmutableDictionary<string, RequestPolicy> RiskRequests() => new Dictionary<string, RequestPolicy>
    {
        [TradingRequests.ApproveOrder] = new() { Admin = true },
        [TradingRequests.SpendApproval] = new() { Admin = true },
        [TradingRequests.ApproveReduction] = new() { Critical = true, Admin = true },
        [TradingRequests.KillSwitch] = Always,
        [TradingRequests.ReleaseKillSwitch] = new() { Critical = true, Admin = true },
        [TradingRequests.CheckSignal] = new() { Idempotent = true },
        [TradingRequests.Summary] = Reads,
    }.ToImmutableDictionary();
}
