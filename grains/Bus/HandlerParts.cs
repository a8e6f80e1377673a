using Genesis.Events;
using Genesis.Resilience;
using Genesis.Storage;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>What the inboxes of handlers share.</summary>
internal sealed record HandlerParts(Func<EventPolicies> Policies, Ledger Ledger, IDeadLetters? Letters, EventCounts Counts, MonotonicClock Clock, ILogger<EventBus> Log);
