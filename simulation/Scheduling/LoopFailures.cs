namespace Genesis.Simulations.Scheduling;

/// <summary>Ends a simulation in which nothing can run any more.</summary>
internal sealed class DeadlockFailure(string message) : Exception(message);

/// <summary>Ends a simulation that reached a limit.</summary>
internal sealed class LimitFailure(string message) : Exception(message);
