using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis;

internal sealed partial class ComponentBus
{
    private void LogBreaker(TargetRoute route, BreakerTransition transition)
    {
        Metrics.BreakerChanged(transition.To);
        if (transition.To == BreakerState.Open) LogOpened(route.Id, transition.Reason, route.Options.Breaker.OpenFor);
        else LogBreakerChanged(route.Id, transition.To, transition.Reason);
    }

    [LoggerMessage(2100, LogLevel.Warning, "Asks to {Component} are refused from now on: {Reason} The breaker lets one through after {Period} or when the component has recovered.")]
    private partial void LogOpened(string component, string reason, TimeSpan period);

    [LoggerMessage(2101, LogLevel.Information, "The breaker of {Component} is {State}: {Reason}")]
    private partial void LogBreakerChanged(string component, BreakerState state, string reason);
}
