using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>Reads how system and flow stand.</summary>
internal sealed class FlowReader(IComponentBus bus, ISystemGrain system, FeedIntake intake, ISystemCounters counters, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private long _lastAt = time.GetTimestamp();
    private long _lastItems;
    private long _lastEvents;

    public async Task<FlowFigures> Read()
    {
        var page = await system.GetComponents(most: 100);
        var status = await system.GetStatus();
        var (items, events) = (intake.Items, page.Components.Sum(static component => component.Events));
        var seconds = Math.Max(0.001, time.GetElapsedTime(_lastAt).TotalSeconds);
        var (marketRate, eventRate) = ((items - _lastItems) / seconds, Math.Max(0, events - _lastEvents) / seconds);
        (_lastAt, _lastItems, _lastEvents) = (time.GetTimestamp(), items, events);
        return new FlowFigures(
            status.Mode, page.Components, counters.Read(), await Summary<SignalsSummary>(TradingIds.Signals), await Summary<ExchangeSummary>(TradingIds.Exchange),
            await Summary<PortfolioSummary>(TradingIds.Portfolio), await Summary<RiskSummary>(TradingIds.Risk), marketRate, eventRate);
    }

    private async Task<T?> Summary<T>(string id)
        where T : class => await bus.Ask(id, TradingRequests.Summary, null, Patience, "display") is { IsOk: true } outcome ? outcome.As<T>() : null;
}
