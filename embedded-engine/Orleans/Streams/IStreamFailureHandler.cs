using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Decides what follows when a consumer fails.</summary>
public interface IStreamFailureHandler
{
    /// <summary>Whether a subscription that fails gets no more events. The name is misspelled in Orleans, too.</summary>
    bool ShouldFaultSubsriptionOnError { get; }

    /// <summary>An event could not be delivered within the time allowed for it.</summary>
    Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken);

    /// <summary>A subscription could not be set up.</summary>
    Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken);
}
