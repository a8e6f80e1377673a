using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Gives streams by their identity.</summary>
public interface IStreamProvider
{
    /// <summary>The name under which the provider is registered.</summary>
    string Name { get; }

    /// <summary>Whether subscriptions may start from an earlier position.</summary>
    bool IsRewindable { get; }

    /// <summary>The stream with this identity.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
