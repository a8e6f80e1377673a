using Genesis.Events;
using Genesis.Storage;

namespace Genesis;

/// <summary>What the intakes of one process share.</summary>
internal sealed record EventServices(EventTeller Teller, Ledger Ledger, IJournal Journal, IDeadLetters Letters, EventCounts Counts, PendingTargets Pending, long Process)
{
    public EventPolicies Policies => Teller.Routes.Policies;
}
