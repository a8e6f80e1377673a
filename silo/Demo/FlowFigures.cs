using System.Collections.Immutable;
using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>How system and flow stand, as read from them.</summary>
/// <param name="Mode">The system mode.</param>
/// <param name="Components">The components.</param>
/// <param name="Counters">What the host has counted.</param>
/// <param name="Signals">The signal processor's counts; null while it does not answer. So for the others.</param>
/// <param name="Exchange">The exchange manager's.</param>
/// <param name="Portfolio">The portfolio's.</param>
/// <param name="Risk">The risk manager's.</param>
/// <param name="MarketRate">Market messages in a second.</param>
/// <param name="EventRate">Deliveries of events handled in a second.</param>
internal sealed record FlowFigures(
    SystemMode Mode, ImmutableArray<ComponentStatus> Components, SystemCounters Counters, SignalsSummary? Signals, ExchangeSummary? Exchange, PortfolioSummary? Portfolio, RiskSummary? Risk,
    double MarketRate, double EventRate);
