using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>Logs deliveries that have failed for good. The subscription stays, and the cursor counts what is given up.</summary>
internal sealed partial class DeliveryFailureHandler(string provider, ILogger<DeliveryFailureHandler> log) : IStreamFailureHandler
{
    private readonly ILogger _log = log;

    public bool ShouldFaultSubsriptionOnError => false;

    public Task OnDeliveryFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        LogDelivery(provider, streamIdentity, sequenceToken?.SequenceNumber);
        return Task.CompletedTask;
    }

    public Task OnSubscriptionFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        LogSubscription(provider, streamIdentity);
        return Task.CompletedTask;
    }
}
