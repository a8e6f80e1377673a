namespace Genesis.Simulations.Scheduling;

/// <summary>The limits of a loop.</summary>
/// <param name="MaxSteps">Steps after which the simulation fails.</param>
/// <param name="MaxVirtualTime">Virtual time after which the simulation fails.</param>
/// <param name="LetCallsTimeOut">True: when only response timeouts are left, time goes on.</param>
/// <param name="WatchPool">True: a work item queued to the thread pool fails the simulation.</param>
internal sealed record LoopLimits(long MaxSteps, TimeSpan MaxVirtualTime, bool LetCallsTimeOut, bool WatchPool);
