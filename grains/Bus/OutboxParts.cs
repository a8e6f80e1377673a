using Genesis.Events;
using Genesis.Resilience;

namespace Genesis;

/// <summary>What the outboxes of a process share.</summary>
internal sealed record OutboxParts(MonotonicClock Clock, Ledger Ledger, long Process, int Capacity, int BatchSize);
