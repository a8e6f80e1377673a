using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A subscription whose type of event is not known yet.</summary>
public interface IStreamSubscriptionHandleFactory
{
    /// <summary>The stream.</summary>
    StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The subscription.</summary>
    GuidId SubscriptionId { get; }

    /// <summary>The handle, for events of this type; attach an observer with its ResumeAsync.</summary>
    StreamSubscriptionHandle<T> Create<T>();
}
