using System.Diagnostics.Metrics;

namespace Genesis.Supervision;

/// <summary>Metrics of failures and recoveries in this process.</summary>
internal sealed class SupervisionMetrics
{
    public SupervisionMetrics(RecoveryFigures figures, IMeterFactory? meters)
    {
        if (meters?.Create("Genesis.Supervision") is not { } meter) return;
        meter.CreateObservableCounter("genesis.supervision.failures", () => figures.Failures, "{failure}", "Failures of components");
        meter.CreateObservableCounter("genesis.supervision.recoveries", () => figures.Automatic, "{recovery}", "Components that run again by themselves");
        meter.CreateObservableCounter("genesis.supervision.recoveries.manual", () => figures.ByHand, "{recovery}", "Components that somebody restarted after a failure");
        meter.CreateObservableCounter("genesis.supervision.quarantines", () => figures.GivenUp, "{failure}", "Failures that ended in quarantine");
        meter.CreateObservableCounter("genesis.supervision.recovery.time", () => figures.Total.TotalSeconds, "s", "Time from failure to the next handled message, all together");
        meter.CreateObservableCounter("genesis.supervision.predictions", () => figures.Predictions, "{suspicion}", "Failures suspected to come");
        meter.CreateObservableCounter("genesis.supervision.predictions.hits", () => figures.Hits, "{suspicion}", "Suspicions after which the component failed");
        meter.CreateObservableCounter("genesis.supervision.predictions.false_alarms", () => figures.FalseAlarms, "{suspicion}", "Suspicions after which nothing happened");
    }
}
