namespace Genesis.Exchanges;

/// <summary>Writes a venue's subscription messages, split by its limits on streams per message and message length.</summary>
public interface ISubscriptionWriter
{
    /// <param name="streams">Carriers (<see cref="IVenue.Carrier"/>), all of one route.</param>
    /// <param name="nextRequestId">Gives ids that are unique on the connection.</param>
    IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId);

    IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId);
}
