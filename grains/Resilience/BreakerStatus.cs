namespace Genesis.Resilience;

/// <summary>What a circuit breaker can tell about itself.</summary>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when, counted from the start of the process.</param>
/// <param name="OpenUntil">When an open one lets a probe through; null unless open.</param>
/// <param name="ConsecutiveFailures">Failures since the last success.</param>
/// <param name="Reason">Why it is in this state.</param>
/// <param name="Opened">How often it opened.</param>
/// <param name="Probes">How many probes it let through.</param>
/// <param name="Refused">How many asks it refused.</param>
public sealed record BreakerStatus(
    BreakerState State, TimeSpan Since, TimeSpan? OpenUntil, int ConsecutiveFailures, string Reason, long Opened, long Probes, long Refused);
