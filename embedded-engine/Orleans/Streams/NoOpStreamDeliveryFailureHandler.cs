using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Does nothing about failures, except that subscriptions may be given up.</summary>
public class NoOpStreamDeliveryFailureHandler : IStreamFailureHandler
{
    /// <summary>Failing subscriptions go on.</summary>
    public NoOpStreamDeliveryFailureHandler()
        : this(false)
    {
    }

    /// <summary>Failing subscriptions go on or not.</summary>
    public NoOpStreamDeliveryFailureHandler(bool faultOnError) => ShouldFaultSubsriptionOnError = faultOnError;

    /// <inheritdoc />
    public bool ShouldFaultSubsriptionOnError { get; }

    /// <inheritdoc />
    public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamId, StreamSequenceToken? sequenceToken) =>
        Task.CompletedTask;

    /// <inheritdoc />
    public Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamId, StreamSequenceToken? sequenceToken) =>
        Task.CompletedTask;
}
