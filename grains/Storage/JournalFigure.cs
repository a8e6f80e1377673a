namespace Genesis.Storage;

/// <summary>
/// Deliveries of one event type to one component since the journal was made. They balance at every moment, also across a kill:
/// appended = handled + expired + dead-lettered + duplicates + pending.
/// </summary>
/// <param name="Type">The event type.</param>
/// <param name="Target">The component.</param>
/// <param name="Appended">Deliveries opened by appended entries.</param>
/// <param name="Handled">Ended as <see cref="DeliveryEnd.Handled"/>.</param>
/// <param name="Expired">Ended as <see cref="DeliveryEnd.Expired"/>.</param>
/// <param name="DeadLettered">Ended as <see cref="DeliveryEnd.DeadLettered"/>.</param>
/// <param name="Duplicates">Ended as <see cref="DeliveryEnd.Duplicate"/>.</param>
/// <param name="Pending">Rows counted: not acknowledged yet.</param>
public sealed record JournalFigure(
    string Type, string Target, long Appended, long Handled, long Expired, long DeadLettered, long Duplicates, long Pending)
{
    /// <summary>Whether every delivery is accounted for.</summary>
    public bool Balances => Appended == Handled + Expired + DeadLettered + Duplicates + Pending;
}
