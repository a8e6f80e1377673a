namespace Genesis.Supervision;

/// <summary>What is done about a component that failed.</summary>
/// <param name="Quarantine">It is not restarted any more.</param>
/// <param name="Delay">Else: how long to wait before the restart.</param>
/// <param name="History">The history with this decision in it.</param>
/// <param name="Reason">Why, for people.</param>
internal readonly record struct RestartDecision(bool Quarantine, TimeSpan Delay, RestartHistory History, string Reason);
