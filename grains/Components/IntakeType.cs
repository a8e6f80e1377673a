using Genesis.Events;

namespace Genesis;

/// <summary>Events of one type as one component gets them.</summary>
internal sealed class IntakeType(string type, EventPolicies policies, LedgerRow row, IntakeCount queued)
{
    public string Type => type;

    /// <summary>The policies that it is of; another object when they have changed.</summary>
    public EventPolicies Policies => policies;

    public EventPolicy Policy { get; } = policies.Of(type);

    public LedgerRow Row => row;

    /// <summary>How many of them wait or are being handled; those in the journal are not counted.</summary>
    public IntakeCount Queued => queued;
}
