namespace Genesis.Trading;

/// <summary>Writes down what the flow does: signals, how they ended, orders, fills and what risk says.</summary>
/// <param name="log">Where to.</param>
public sealed class FlowRecorder(FlowLog log) : Component
{
    /// <summary>Its id.</summary>
    public const string ComponentId = "flow_recorder";

    /// <summary>What it wants to hear.</summary>
    public static IReadOnlyList<string> Subscriptions { get; } = [TradingEvents.Signal, SignalOutcome.EventType, TradingEvents.Order, TradingEvents.Fill, TradingEvents.Risk];

    /// <inheritdoc/>
    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        switch (happened.Type)
        {
            case TradingEvents.Signal:
                log.Add(happened.Data.As<Signal>());
                break;
            case SignalOutcome.EventType:
                log.Add(happened.Data.As<SignalOutcome>());
                break;
            case TradingEvents.Order:
                log.Add(happened.Data.As<OrderReport>());
                break;
            case TradingEvents.Fill:
                log.Add(happened.Data.As<Fill>());
                break;
            default:
                log.Add(happened.Data.As<RiskNotice>());
                break;
        }
        return default;
    }
}
