using Orleans.Runtime;

namespace Orleans.Streams.Filtering;

/// <summary>Keeps events from subscriptions that do not want them. Registered by the name of its stream provider.</summary>
public interface IStreamFilter
{
    /// <summary>Whether the subscription gets the event. Called often: it must be quick and must not block.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="item">The event.</param>
    /// <param name="filterData">What the subscriber gave when it subscribed.</param>
    bool ShouldDeliver(StreamId streamId, object item, string? filterData);
}
